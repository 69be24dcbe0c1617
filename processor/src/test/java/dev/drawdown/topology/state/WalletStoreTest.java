package dev.drawdown.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Wallet;
import dev.drawdown.store.TimeIndex;
import dev.drawdown.testing.MapStore;
import dev.drawdown.testing.RandomWallets;
import dev.drawdown.wire.CorruptStateException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalletStoreTest {
    private static final Policy POLICY = Policy.DEFAULT;
    private static final long START = 1_772_000_000_000L;

    private final MapStore wallets = new MapStore();
    private final MapStore memos = new MapStore();
    private final MapStore due = new MapStore();
    private final MapStore forgetting = new MapStore();
    private final WalletStore store = open();

    private WalletStore open() {
        return over(wallets);
    }

    private WalletStore over(MapStore table) {
        return over(table, POLICY);
    }

    private WalletStore over(MapStore table, Policy policy) {
        return new WalletStore(
                table, memos, new TimeIndex(due), new TimeIndex(forgetting), policy, (wallet, millis, outbox) -> {});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldGiveBackWhatItWasGiven(long seed) {
        RandomWallets random = new RandomWallets(seed);
        for (int i = 0; i < 500; i++) {
            String id = "wallet-" + i;
            Wallet wallet = random.wallet(id);
            byte[] head = new byte[WalletStore.CHAIN_HEAD_BYTES];
            Arrays.fill(head, (byte) i);
            keep(store, id, wallet, head, List.of());

            WalletInHand again = open().open(id);
            assertThat(again.wallet()).isEqualTo(wallet);
            assertThat(again.chainHead()).isEqualTo(head);
        }
    }

    @Test
    void shouldKnowNoWalletThatWasNeverKept() {
        assertThat(store.open("nobody").wallet()).isNull();
        assertThat(store.open("nobody").memoryAt(START).recall(Memo.Kind.INPUT, new Fingerprint(1, 2)))
                .isNull();
    }

    @Test
    void shouldWriteNothingWhenNothingHappened() {
        store.save(store.open("w"), 0);

        assertThat(wallets.entries()).isEmpty();
    }

    /** Against a map that remembers everything: whatever is in record, blocks or merged runs, the newest is found. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void shouldRecallWhatAMapWouldRecall(long seed) {
        Random random = new Random(seed);
        RandomWallets content = new RandomWallets(seed);
        Wallet wallet = content.wallet("w");
        Map<String, Memo> model = new HashMap<>();
        long now = START;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(10) == 0 ? random.nextInt(400_000) : random.nextInt(2_000);
            Fingerprint fingerprint = fingerprint(random.nextInt(60_000));
            Memo memo = content.memo(fingerprint, now);
            model.put(memo.kind() + "/" + fingerprint, memo);
            keep(store, "w", wallet, new byte[WalletStore.CHAIN_HEAD_BYTES], List.of(memo));
            if (i % 50 == 0) {
                forgetWhatMayBeForgotten(now);
                recallSome(random, model, now);
            }
        }
        assertThat(memos.entries()).isNotEmpty();
    }

    private void recallSome(Random random, Map<String, Memo> model, long now) {
        List<WalletInHand> hands = List.of(store.open("w"), open().open("w"));
        for (int i = 0; i < 20; i++) {
            Fingerprint fingerprint = fingerprint(random.nextInt(60_000));
            for (Memo.Kind kind : Memo.Kind.values()) {
                Memo expected = remembered(model.get(kind + "/" + fingerprint), now);
                assertThat(hands)
                        .allSatisfy(hand -> assertThat(hand.memoryAt(now).recall(kind, fingerprint))
                                .isEqualTo(expected));
            }
        }
    }

    private static @Nullable Memo remembered(@Nullable Memo memo, long now) {
        return memo == null || memo.atMillis() < now - memo.kind().keepMillis(POLICY) ? null : memo;
    }

    @Test
    void shouldLookIntoFewPagesHoweverManyIdsThereAre() {
        int many = 50_000;
        fill(many);
        WalletStore fresh = open();
        WalletInHand hand = fresh.open("w");
        memos.takeReads();

        for (int i = 0; i < 1_000; i++) {
            assertThat(hand.memoryAt(START).recall(Memo.Kind.INPUT, fingerprint(i * 50)))
                    .isNotNull();
            assertThat(hand.memoryAt(START).recall(Memo.Kind.INPUT, fingerprint(many + i)))
                    .isNull();
        }
        assertThat(memos.takeReads()).isLessThan(2_000 * 2);
    }

    /** So many that runs are being merged page by page, and some pages have been. */
    @Test
    void shouldFindEveryIdWhileLargeRunsAreMerged() {
        MemoBlocks blocks = new MemoBlocks(memos, POLICY, new FilterCache(FilterCache.ALL_BYTES));
        byte[] key = {'w'};
        List<SealedSlice> slices = List.of();
        MemoCodec codec = new MemoCodec();
        int many = RunLayout.span(RunLayout.GRADUAL_FROM + 1) + 9_000;
        for (int i = 0; i < many; i++) {
            RecentMemos one = RecentMemos.none();
            one.add(new Memo.Accepted(fingerprint(i), START, i, null), codec);
            slices = blocks.seal(key, slices, one.toBytes());
        }
        memos.takeReads();
        for (int i = 0; i < many; i += 7) {
            assertThat(blocks.find(key, slices, Memo.Kind.INPUT, fingerprint(i), START))
                    .isEqualTo(new Memo.Accepted(fingerprint(i), START, i, null));
        }
        for (int i = many; i < many + 1_000; i++) {
            assertThat(blocks.find(key, slices, Memo.Kind.INPUT, fingerprint(i), START))
                    .isNull();
        }

        assertThat(blocks.forget(key, slices, Long.MAX_VALUE)).isEmpty();
        assertThat(memos.entries()).isEmpty();
    }

    @Test
    void shouldReadNoFilterThatItHasJustWritten() {
        fill(5 * WalletStore.MAX_WRITTEN_MEMOS);
        WalletInHand hand = store.open("w");
        assertThat(hand.slices())
                .singleElement()
                .satisfies(slice -> assertThat(slice.blocks()).isPositive());
        memos.takeReads();

        assertThat(hand.memoryAt(START).recall(Memo.Kind.INPUT, fingerprint(1_000_000)))
                .isNull();

        assertThat(memos.takeReads()).isZero();
    }

    @Test
    void shouldNameAWalletOnceForItsForgettingThoughItIsWrittenLater() {
        MapStore deferring = MapStore.deferring();
        WalletStore waiting = over(deferring);
        for (int i = 0; i < WalletStore.MAX_RECENT_MEMOS; i++) {
            Memo memo = new Memo.Accepted(fingerprint(i), START, i, null);
            keep(waiting, "w", new RandomWallets(7).wallet("w"), new byte[32], List.of(memo));
        }
        deferring.commit();
        long later = START + 40 * 24 * 60 * 60 * 1000L;
        assertThat(waiting.forgetNext(later)).isTrue();

        assertThat(waiting.forgetNext(later)).isFalse();
        deferring.commit();
        assertThat(memos.entries()).isEmpty();
        assertThat(forgetting.entries()).isEmpty();
        assertThat(waiting.open("w").slices()).isEmpty();
    }

    @Test
    void shouldWriteAWalletAgainThatChangesAfterItWasWritten() {
        MapStore deferring = MapStore.deferring();
        WalletStore waiting = over(deferring);
        keep(waiting, "w", dueAt("w", START), new byte[32], List.of());
        WalletInHand kept = waiting.open("w");
        deferring.commit();

        Wallet next = dueAt("w", START + 1);
        kept.take(new Decision(Outcome.ACCEPTED, "", false, null, next, List.of(), List.of(), List.of()), new byte[32]);
        waiting.save(kept, 0);
        deferring.commit();

        assertThat(waiting.open("w").wallet()).isEqualTo(next);
    }

    @Test
    void shouldLeaveNothingBehindWhenAllMayBeForgotten() {
        fill(30_000);
        assertThat(forgetting.entries()).hasSize(1);

        long later = START + 40 * 24 * 60 * 60 * 1000L;
        forgetWhatMayBeForgotten(later);

        assertThat(memos.entries()).isEmpty();
        assertThat(forgetting.entries()).isEmpty();
    }

    /** Where a wallet stands in the index was reckoned by the setting of then. */
    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void shouldForgetAllThoughSettingsHaveChangedSince(int windowDays) {
        fill(1_000);
        long day = 24 * 60 * 60 * 1000L;
        WalletStore changed = over(wallets, withWindow(windowDays * day));
        fill(changed, 1_000, 2_000);

        long now = START;
        for (int i = 0; i < 60; i++) {
            now += day;
            int turns = 0;
            while (changed.forgetNext(now)) {
                assertThat(++turns).isLessThan(10);
            }
        }

        assertThat(memos.entries()).isEmpty();
        assertThat(forgetting.entries()).isEmpty();
    }

    private static Policy withWindow(long windowMillis) {
        return new Policy(
                windowMillis,
                POLICY.futureToleranceMillis(),
                POLICY.claimWindowMillis(),
                POLICY.returnGraceMillis(),
                POLICY.expiringNoticeMillis(),
                POLICY.maxTranches(),
                POLICY.maxHolds(),
                POLICY.payments(),
                POLICY.safety());
    }

    @Test
    void shouldSealEarlyWhenReceiptsAreLong() {
        RandomWallets random = new RandomWallets(1);
        Wallet wallet = random.wallet("w");
        Memo.Answer longAnswer = new Memo.Answer(Outcome.ACCEPTED, "x".repeat(5_000), 0, 1);
        for (int i = 0; i < 10; i++) {
            Memo memo = new Memo.Accepted(fingerprint(i), START, 1, longAnswer);
            keep(store, "w", wallet, new byte[WalletStore.CHAIN_HEAD_BYTES], List.of(memo));
        }
        byte[] record = wallets.entries().values().iterator().next();
        assertThat(record).hasSizeLessThan(WalletStore.MAX_RECENT_BYTES + 8_000);
    }

    @Test
    void shouldListWalletsByWhenTheyFallDue() {
        for (String id : List.of("c", "a", "b")) {
            keep(store, id, dueAt(id, START + id.charAt(0)), new byte[32], List.of());
        }

        assertThat(store.firstDue(START)).isNull();
        assertThat(store.firstDue(START + 'z')).isEqualTo("a");
        keep(store, "a", dueAt("a", Wallet.NEVER), new byte[32], List.of());
        assertThat(store.firstDue(START + 'z')).isEqualTo("b");
        keep(store, "c", dueAt("c", START), new byte[32], List.of());
        assertThat(store.firstDue(START + 'z')).isEqualTo("c");
        assertThat(open().firstDue(START)).isEqualTo("c");
    }

    @Test
    void shouldRefuseBytesOfALaterRelease() {
        wallets.put("w".getBytes(StandardCharsets.UTF_8), new byte[] {9, 0, 0});

        assertThatThrownBy(() -> store.open("w"))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("version 9");
    }

    /** Whatever a disk makes of a record, it is read as what was written or refused, and never loops or runs out of memory. */
    @Test
    void shouldRefuseDamagedBytesByName() {
        keep(store, "w", new RandomWallets(4).wallet("w"), new byte[32], List.of());
        byte[] sound = wallets.entries().values().iterator().next();
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Arrays.copyOf(sound, i % 2 == 0 ? sound.length : random.nextInt(sound.length));
            if (i % 2 == 0) {
                damaged[33 + random.nextInt(damaged.length - 33)] ^= (byte) (1 << random.nextInt(8));
            }
            wallets.put("w".getBytes(StandardCharsets.UTF_8), damaged);
            try {
                store.open("w");
            } catch (CorruptStateException | IllegalArgumentException expected) {
                assertThat(expected).hasMessageContaining("Expected");
            }
        }
    }

    private void fill(int count) {
        fill(store, 0, count);
    }

    private static void fill(WalletStore store, int from, int to) {
        Wallet wallet = new RandomWallets(7).wallet("w");
        for (int i = from; i < to; i++) {
            Memo memo = new Memo.Accepted(fingerprint(i), START, i, null);
            keep(store, "w", wallet, new byte[WalletStore.CHAIN_HEAD_BYTES], List.of(memo));
        }
    }

    private void forgetWhatMayBeForgotten(long now) {
        while (store.hasToForget(now)) {
            assertThat(store.forgetNext(now)).isTrue();
        }
    }

    private static Wallet dueAt(String id, long millis) {
        Wallet any = new RandomWallets(1).wallet(id);
        return new Wallet(
                id,
                any.ownerId(),
                any.name(),
                any.currency(),
                any.creditValueMicros(),
                any.zone(),
                any.status(),
                any.settings(),
                any.configVersion(),
                any.openedAtMillis(),
                any.clockMillis(),
                any.expiresAtMillis(),
                0,
                0,
                0,
                0,
                0,
                any.seq(),
                any.trancheCount(),
                List.of(),
                List.of(),
                any.level(),
                any.gate(),
                false,
                false,
                Map.of(),
                null,
                any.pace(),
                any.payments(),
                millis);
    }

    static void keep(WalletStore store, String id, Wallet wallet, byte[] chainHead, List<Memo> memos) {
        WalletInHand hand = store.open(id);
        hand.take(new Decision(Outcome.ACCEPTED, "", false, null, wallet, List.of(), List.of(), memos), chainHead);
        store.save(hand, 0);
    }

    static Fingerprint fingerprint(int id) {
        return Fingerprint.of("id-" + id);
    }
}

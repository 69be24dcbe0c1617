package dev.drawdown.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.ChargeType;
import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Input;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Pool;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletEngine;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.store.TimeIndex;
import dev.drawdown.testing.MapStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Measures what wallets cost in bytes, and holds the figures that the package's README publishes. */
class GrowthTest {
    private static final Path README = Path.of("src/main/java/dev/drawdown/topology/README.md");
    private static final long NOW = 1_772_000_000_000L;

    private final MapStore wallets = new MapStore();
    private final MapStore memos = new MapStore();
    private final WalletEngine engine = new WalletEngine(Policy.DEFAULT);
    private final WalletStore store = new WalletStore(
            wallets,
            memos,
            new TimeIndex(new MapStore()),
            new TimeIndex(new MapStore()),
            Policy.DEFAULT,
            (wallet, millis, outbox) -> {});
    private int inputs;

    @Test
    void shouldCostWhatIsPublishedPerWallet() throws IOException {
        open();
        // The opening's own memo, with its answer, is counted below: a wallet as such is what remains without it.
        int bytes = recordBytes() - recentBytes();

        hold("a wallet without credit", bytes);
    }

    @Test
    void shouldCostWhatIsPublishedPerOpenTranche() throws IOException {
        open();
        int before = recordBytes() - recentBytes();
        for (int i = 0; i < 50; i++) {
            command(new Input.Grant(1_000_000, Pool.PROMOTIONAL, null, null, NOW + 86_400_000L * (i + 2), null, null));
        }

        hold("each open tranche", (recordBytes() - recentBytes() - before) / 50);
    }

    @Test
    void shouldCostWhatIsPublishedPerRememberedId() throws IOException {
        open();
        topUp();
        WalletInHand before = store.open("w");
        for (int i = 0; i < 10; i++) {
            decide(usage());
        }

        hold(
                "each remembered id of an event, in the record",
                (recentBytes() - before.recent().length()) / 10);
    }

    @Test
    void shouldCostWhatIsPublishedPerSealedId() throws IOException {
        open();
        topUp();
        for (int i = 0; i < 64 * 64 * 3; i++) {
            decide(usage());
        }

        hold("each remembered id of an event, sealed", Math.toIntExact(memos.bytes() / (64 * 64 * 3)));
        assertThat(recordBytes()).isLessThan(4_000);
    }

    @Test
    void shouldCostWhatIsPublishedPerReceipt() throws IOException {
        open();
        topUp();
        int before = recentBytes();
        for (int i = 0; i < 5; i++) {
            decide(lead());
        }
        int perLead = (recentBytes() - before) / 5;
        int beforeUsage = recentBytes();
        decide(usage());

        hold("each receipt of a lead paid from one tranche", perLead - (recentBytes() - beforeUsage));
    }

    @Test
    void shouldCostWhatIsPublishedPerPayment() throws IOException {
        open();
        int withNone = recordBytes() - recentBytes();
        askForMoney();
        int withOne = recordBytes() - recentBytes();
        for (int i = 0; i < 10; i++) {
            askForMoney();
        }
        hold("each payment under way", (recordBytes() - recentBytes() - withOne) / 10);

        for (int i = 1; i <= 11; i++) {
            command(new Input.RecordPayment(
                    "w/TOP_UP/" + i, 1, Input.PaymentStatus.SUCCEEDED, null, "pi_1", null, null, null, null, NOW));
        }
        hold("each payment that can be given back, with its tranche", (recordBytes() - recentBytes() - withNone) / 11);
    }

    private void askForMoney() {
        command(new Input.TopUp(50_000_000L, WalletSettings.Collect.CARD, null, null, 0, null));
    }

    /** The published figure is what was measured, give or take a tenth and a byte or two. */
    private static void hold(String what, int measured) throws IOException {
        Matcher row = Pattern.compile("\\| " + Pattern.quote(what) + " \\| (\\d+) \\|")
                .matcher(Files.readString(README));
        assertThat(row.find())
                .as(String.format(Locale.ROOT, "the README publishes '%s', measured %d", what, measured))
                .isTrue();
        int published = Integer.parseInt(row.group(1));
        assertThat((double) measured).as(what).isBetween(published * 0.9 - 2, published * 1.1 + 2);
    }

    private int recordBytes() {
        return wallets.entries().values().iterator().next().length;
    }

    private int recentBytes() {
        return store.open("w").recent().length();
    }

    private void open() {
        command(new Input.OpenWallet(
                "owner-of-the-wallet",
                "The wallet",
                "USD",
                1_000_000,
                WalletSettings.DEFAULT,
                null,
                null,
                null,
                ZoneId.of("UTC")));
    }

    private void topUp() {
        command(new Input.TopUp(100_000_000_000L, WalletSettings.Collect.RECORDED, null, null, 0, null));
    }

    private void command(Input.Body body) {
        decide(new Input.Command(id(), "w", "test", NOW, body));
    }

    private Input usage() {
        return new Input.Usage(id(), "w", null, "sms", null, BigDecimal.ONE, 10_000L, null, ChargeType.USAGE, NOW);
    }

    private Input lead() {
        return new Input.LeadDelivered(id(), "w", id(), 10_000L, null, null, null, null, null, null, NOW);
    }

    /** As long as ids commonly are. */
    private String id() {
        return new UUID(0x1234_5678_9abc_def0L, ++inputs).toString();
    }

    private void decide(Input input) {
        WalletInHand hand = store.open("w");
        Wallet wallet = hand.wallet();
        Decision decision = engine.decide(wallet, hand.memoryAt(NOW), input, NOW);
        assertThat(decision.outcome()).as(decision.message()).isEqualTo(Outcome.ACCEPTED);
        hand.take(decision, hand.chainHead());
        store.save(hand, 0);
    }
}

package dev.drawdown.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Attribution;
import dev.drawdown.engine.ChargeType;
import dev.drawdown.engine.Pool;
import dev.drawdown.engine.Posting;
import dev.drawdown.engine.Wallet;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.LedgerHash;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.serde.AvroBytes;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.testing.RandomWallets;
import dev.drawdown.wire.Money;
import dev.drawdown.wire.Origin;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written by hand, against what Avro reads from it and writes again. */
class OutputBytesTest {
    private static final long LARGEST = 999_999_999_999_999_999L;
    private static final Topics TOPICS = Topics.unprefixed();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroEncoder<LedgerEntry> entries =
            AvroEncoder.forTopic(TOPICS.walletLedger, registry, Registration.REGISTER);
    private final AvroEncoder<WalletBalance> balances =
            AvroEncoder.forTopic(TOPICS.walletBalances, registry, Registration.REGISTER);
    private final Random random = new Random(7);

    @Test
    void shouldWriteEntriesAsAvroDoes() throws UndecodableException {
        LedgerWriter writer = new LedgerWriter(entries);
        AvroDecoder<LedgerEntry> decoder = new AvroDecoder<>(LedgerEntry.class, registry);
        RandomWallets wallets = new RandomWallets(7);
        byte[] head = HexFormat.of().parseHex(LedgerHash.GENESIS);
        for (int i = 0; i < 500; i++) {
            Wallet wallet = wallets.wallet("w" + i);
            if (wallet.creditValueMicros() == 0) {
                continue;
            }
            Posting posting = posting();
            Origin origin = new Origin("usage.events", random.nextInt(100), random.nextLong(Long.MAX_VALUE));

            byte[] bytes = writer.encode(wallet, posting, origin, head);

            LedgerEntry entry = decoder.decode(bytes);
            assertThat(entry.getPrevHash()).isEqualTo(HexFormat.of().formatHex(head));
            assertThat(entry.getHash())
                    .isEqualTo(LedgerHash.of(entry))
                    .isEqualTo(HexFormat.of().formatHex(writer.hash()));
            expectSame(entry, wallet, posting, origin);
            assertThat(entries.encode(entry)).isEqualTo(bytes);
            head = writer.hash();
        }
    }

    @Test
    void shouldWriteBalancesAsAvroDoes() throws UndecodableException {
        AvroDecoder<WalletBalance> decoder = new AvroDecoder<>(WalletBalance.class, registry);
        RandomWallets wallets = new RandomWallets(8);
        for (int i = 0; i < 500; i++) {
            Wallet wallet = wallets.wallet(random.nextBoolean() ? "w" + i : "Größe " + i);

            WalletBalance balance = decoder.decode(balances.frame(OutputCodec.balance(wallet, new AvroBytes())));

            assertThat(balance.getWalletId()).isEqualTo(wallet.walletId());
            assertThat(balance.getOwnerId()).isEqualTo(wallet.ownerId());
            assertThat(balance.getName()).isEqualTo(wallet.name());
            assertThat(balance.getCurrency()).isEqualTo(wallet.currency());
            assertThat(balance.getStatus()).isEqualTo(wallet.status().name());
            assertThat(balance.getSettled()).isEqualTo(Money.decimal(wallet.settledMicros()));
            assertThat(balance.getHeld()).isEqualTo(Money.decimal(wallet.heldMicros()));
            assertThat(balance.getPending()).isEqualTo(Money.decimal(wallet.pendingMicros()));
            assertThat(balance.getOwed()).isEqualTo(Money.decimal(wallet.owedMicros()));
            assertThat(balance.getAvailable()).isEqualTo(Money.decimal(wallet.availableMicros()));
            assertThat(balance.getGate()).isEqualTo(wallet.gate().state().name());
            assertThat(balance.getSeq()).isEqualTo(wallet.seq());
            assertThat(balance.getUpdatedAt().toEpochMilli()).isEqualTo(wallet.clockMillis());
        }
    }

    private static void expectSame(LedgerEntry entry, Wallet wallet, Posting posting, Origin origin) {
        Attribution about = posting.attribution();
        assertThat(entry.getWalletId()).isEqualTo(wallet.walletId());
        assertThat(entry.getSeq()).isEqualTo(posting.seq());
        assertThat(entry.getTransactionId()).isEqualTo(posting.transactionId());
        assertThat(entry.getOwnerId()).isEqualTo(wallet.ownerId());
        assertThat(entry.getType()).isEqualTo(posting.direction().name());
        assertThat(entry.getReason()).isEqualTo(posting.reason().name());
        assertThat(entry.getStatus()).isEqualTo(posting.status().name());
        assertThat(entry.getAmount()).isEqualTo(Money.decimal(posting.amountMicros()));
        assertThat(entry.getCurrency()).isEqualTo(wallet.currency());
        assertThat(entry.getBalanceDelta()).isEqualTo(Money.decimal(posting.deltaMicros()));
        assertThat(entry.getBalanceBefore()).isEqualTo(Money.decimal(posting.balanceBeforeMicros()));
        assertThat(entry.getBalanceAfter()).isEqualTo(Money.decimal(posting.balanceAfterMicros()));
        assertThat(entry.getTrancheId()).isEqualTo(posting.trancheId());
        assertThat(entry.getDebitAccount())
                .isEqualToIgnoringCase(posting.debit().name());
        assertThat(entry.getCreditAccount())
                .isEqualToIgnoringCase(posting.credit().name());
        assertThat(entry.getRecognizedRevenue()).isEqualTo(Money.decimal(posting.recognizedMicros()));
        assertThat(entry.getQuantity())
                .isEqualTo(about.quantity() == null ? null : about.quantity().setScale(18));
        assertThat(entry.getMeter()).isEqualTo(about.meter());
        assertThat(entry.getChargeType())
                .isEqualTo(
                        about.chargeType() == null ? null : about.chargeType().name());
        assertThat(entry.getInputId()).isEqualTo(about.inputId());
        assertThat(entry.getReceiptUrl()).isEqualTo(about.receiptUrl());
        assertThat(entry.getSourceTopic()).isEqualTo(origin.topic());
        assertThat(entry.getSourcePartition()).isEqualTo(origin.partition());
        assertThat(entry.getSourceOffset()).isEqualTo(origin.offset());
        assertThat(entry.getDescription()).isEqualTo(posting.description());
        assertThat(entry.getOccurredAt().toEpochMilli()).isEqualTo(about.occurredAtMillis());
        assertThat(entry.getRecordedAt().toEpochMilli()).isEqualTo(posting.recordedAtMillis());
        assertThat(entry.getConfigVersion()).isEqualTo(posting.configVersion());
        assertThat(entry.getCorrectsSeq()).isEqualTo(posting.correctsSeq());
    }

    private Posting posting() {
        return new Posting(
                number(),
                text(),
                oneOf(Posting.Direction.values()),
                oneOf(Posting.Reason.values()),
                oneOf(Posting.Status.values()),
                Math.abs(number()),
                number(),
                number(),
                number(),
                textOrNull(),
                random.nextBoolean() ? oneOf(Pool.values()) : null,
                oneOf(Posting.Account.values()),
                oneOf(Posting.Account.values()),
                number(),
                attribution(),
                text(),
                random.nextLong(1L << 42),
                random.nextInt(1 << 20),
                random.nextBoolean() ? number() : null);
    }

    private Attribution attribution() {
        return new Attribution(
                text(),
                random.nextLong(1L << 42),
                textOrNull(),
                textOrNull(),
                textOrNull(),
                rateOrNull(),
                rateOrNull(),
                random.nextBoolean() ? Long.toString(number()) : null,
                random.nextBoolean() ? oneOf(ChargeType.values()) : null,
                textOrNull(),
                textOrNull(),
                textOrNull(),
                textOrNull(),
                textOrNull(),
                textOrNull(),
                textOrNull(),
                textOrNull(),
                textOrNull());
    }

    private long number() {
        return random.nextLong(-LARGEST, LARGEST + 1) >> random.nextInt(Long.SIZE);
    }

    private String text() {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "naïve €" + number();
            case 2 -> "x".repeat(random.nextInt(300));
            default -> "id-" + number();
        };
    }

    private @Nullable String textOrNull() {
        return random.nextBoolean() ? text() : null;
    }

    private @Nullable BigDecimal rateOrNull() {
        return random.nextBoolean() ? BigDecimal.valueOf(number(), random.nextInt(19)) : null;
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }
}

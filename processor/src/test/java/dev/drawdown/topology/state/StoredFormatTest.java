package dev.drawdown.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.ChargeType;
import dev.drawdown.engine.Gate;
import dev.drawdown.engine.Level;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Payment;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Pool;
import dev.drawdown.engine.Purpose;
import dev.drawdown.engine.Recharging;
import dev.drawdown.engine.Scope;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.engine.WalletStatus;
import dev.drawdown.store.TimeIndex;
import dev.drawdown.testing.MapStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what is on disks out there: bytes of every release stay readable, and read the same. */
class StoredFormatTest {
    private final MapStore wallets = new MapStore();
    private final WalletStore store = new WalletStore(
            wallets,
            new MapStore(),
            new TimeIndex(new MapStore()),
            new TimeIndex(new MapStore()),
            Policy.DEFAULT,
            (wallet, millis, outbox) -> {});

    @Test
    void shouldReadWhatVersionOneWrote() throws IOException {
        wallets.put(new byte[] {'v', '1'}, fixture("wallet-v1.bin"));

        WalletInHand hand = store.open("v1");

        assertThat(hand.wallet()).isEqualTo(VersionOne.wallet());
        assertThat(hand.chainHead()).startsWith(1, 2, 3).hasSize(32);
        for (Memo memo : VersionOne.memos()) {
            assertThat(hand.memoryAt(VersionOne.AT).recall(memo.kind(), memo.fingerprint()))
                    .isEqualTo(memo);
        }
    }

    @Test
    void shouldReadAnAmendmentAsItWasFirstWritten() throws IOException {
        wallets.put(new byte[] {'v', '1'}, fixture("wallet-v1-amended.bin"));

        Memo read = store.open("v1")
                .memoryAt(VersionOne.AT)
                .recall(Memo.Kind.AMENDMENT, VersionOne.amendment().fingerprint());

        assertThat(read).isEqualTo(VersionOne.amendment());
    }

    @Test
    void shouldReadWhatVersionTwoWrote() throws IOException {
        wallets.put(new byte[] {'v', '2'}, fixture("wallet-v2.bin"));

        WalletInHand hand = store.open("v2");

        assertThat(hand.wallet()).isEqualTo(VersionTwo.wallet());
        assertThat(hand.chainHead()).startsWith(1, 2, 3).hasSize(32);
        for (Memo memo : VersionTwo.memos()) {
            assertThat(hand.memoryAt(VersionOne.AT).recall(memo.kind(), memo.fingerprint()))
                    .isEqualTo(memo);
        }
    }

    @Test
    void shouldReadWhatVersionThreeWrote() throws IOException {
        wallets.put(new byte[] {'v', '3'}, fixture("wallet-v3.bin"));

        assertThat(store.open("v3").wallet()).isEqualTo(VersionTwo.inVersionThree());
    }

    @Test
    void shouldReadWhatVersionFourWrote() throws IOException {
        wallets.put(new byte[] {'v', '4'}, fixture("wallet-v4.bin"));

        assertThat(store.open("v4").wallet()).isEqualTo(VersionTwo.inVersionFour());
    }

    @Test
    void shouldReadWhatVersionFiveWrote() throws IOException {
        wallets.put(new byte[] {'v', '5'}, fixture("wallet-v5.bin"));

        WalletInHand hand = store.open("v5");

        Memo.Receipt receipt = VersionTwo.receiptOnCard();
        assertThat(hand.wallet()).isEqualTo(VersionTwo.inVersionFive());
        assertThat(hand.memoryAt(VersionOne.AT).recall(receipt.kind(), receipt.fingerprint()))
                .isEqualTo(receipt);
    }

    @Test
    void shouldReadWhatVersionSixWrote() throws IOException {
        wallets.put(new byte[] {'v', '6'}, fixture("wallet-v6.bin"));

        assertThat(store.open("v6").wallet()).isEqualTo(VersionTwo.inVersionSix());
    }

    @Test
    void shouldReadWhatVersionSevenWrote() throws IOException {
        wallets.put(new byte[] {'v', '6'}, fixture("wallet-v7.bin"));

        WalletInHand hand = store.open("v6");

        assertThat(hand.wallet()).isEqualTo(VersionTwo.inVersionSix());
        assertThat(hand.slices()).singleElement().satisfies(slice -> {
            assertThat(slice.blocks()).isEqualTo(1);
            assertThat(slice.topTier()).isEqualTo(6);
        });
    }

    @Test
    void shouldStillWriteVersionSevenAsItWasWritten() throws IOException {
        keepVersionSeven();

        assertThat(wallets.entries().values()).singleElement().isEqualTo(fixture("wallet-v7.bin"));
    }

    private void keepVersionSeven() {
        byte[] head = Arrays.copyOf(new byte[] {1, 2, 3}, WalletStore.CHAIN_HEAD_BYTES);
        List<Memo> sealed = new ArrayList<>();
        for (int i = 0; i < WalletStore.MAX_WRITTEN_MEMOS; i++) {
            sealed.add(new Memo.Accepted(WalletStoreTest.fingerprint(i), VersionOne.AT, i, null));
        }
        WalletStoreTest.keep(store, "v6", VersionTwo.inVersionSix(), head, sealed);
        List<Memo> recent = List.of(VersionTwo.memos().getFirst(), VersionTwo.receiptOnCard());
        WalletStoreTest.keep(store, "v6", VersionTwo.inVersionSix(), head, recent);
    }

    /** Stored by their place: a constant may be added behind these, but none may move or go. */
    @Test
    void shouldKeepEveryConstantInItsPlace() {
        assertThat(names(WalletStatus.values())).startsWith("ACTIVE", "FROZEN", "TERMINATED");
        assertThat(names(Pool.values())).startsWith("PLAN", "PURCHASED", "PROMOTIONAL");
        assertThat(names(ChargeType.values())).startsWith("USAGE", "FIXED");
        assertThat(names(Scope.Charges.values())).startsWith("ALL", "USAGE", "FIXED");
        assertThat(names(Level.values())).startsWith("OK", "INFO", "WARNING", "IN_ALARM");
        assertThat(names(Gate.State.values())).startsWith("OPEN", "GRACE", "PAUSED");
        assertThat(names(Gate.Reason.values()))
                .startsWith("FUNDED", "BALANCE_AT_FLOOR", "PAYMENT_FAILED", "FROZEN", "TERMINATED");
        assertThat(names(Memo.Kind.values())).startsWith("INPUT", "RECEIPT", "ENDED_HOLD", "AMENDMENT", "PAYMENT");
        assertThat(names(Memo.HoldEnd.values())).startsWith("CAPTURED", "RELEASED", "EXPIRED");
        assertThat(names(WalletSettings.BillingMode.values())).startsWith("PREPAID", "CARD", "NET_TERMS", "MANUAL");
        assertThat(names(WalletSettings.OnPaymentFailure.values())).startsWith("PAUSE", "CONTINUE");
        assertThat(names(WalletSettings.Direction.values())).startsWith("BELOW", "ABOVE");
        assertThat(names(WalletSettings.Collect.values())).startsWith("CARD", "DIRECT", "INVOICE", "RECORDED");
        assertThat(names(Purpose.values()))
                .startsWith(
                        "AUTO_RECHARGE",
                        "TOP_UP",
                        "SHORTFALL",
                        "LEAD_CARD",
                        "CARD_CHARGE",
                        "NET_TERMS",
                        "INVOICE_SHORTFALL",
                        "REFUND");
        assertThat(names(Payment.Status.values())).startsWith("REQUESTED", "ANSWERED", "WAITING", "PAID", "ENDED");
        assertThat(names(Recharging.Suppression.values()))
                .startsWith("FROZEN", "SWITCHED_OFF", "IN_FLIGHT", "COOLDOWN", "DAILY_CAP", "MONTHLY_CAP");
        assertThat(names(WalletSettings.RechargeRule.Mode.values())).startsWith("FIXED", "TARGET");
        assertThat(names(WalletSettings.Budget.OnReached.values())).startsWith("ALERT", "BLOCK");
    }

    private static List<String> names(Enum<?>[] constants) {
        return Stream.of(constants).map(Enum::name).toList();
    }

    /** Run by hand, once per version, to write its file. */
    public static void main(String[] arguments) throws IOException {
        StoredFormatTest writer = new StoredFormatTest();
        writer.keepVersionSeven();
        Files.write(
                Path.of(arguments[0]),
                writer.wallets.entries().values().iterator().next());
    }

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = StoredFormatTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}

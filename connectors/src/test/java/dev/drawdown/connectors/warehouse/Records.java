package dev.drawdown.connectors.warehouse;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.RecordPayment;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records of every kind that the sinks carry, all of one instant. */
public final class Records {
    private static final Instant AT = Instant.parse("2026-03-29T01:30:00.123Z");

    private Records() {}

    static LedgerEntry entry(String wallet, long seq) {
        BigDecimal nothing = new BigDecimal("0.000000");
        return LedgerEntry.newBuilder()
                .setWalletId(wallet)
                .setSeq(seq)
                .setTransactionId("t-" + seq)
                .setOwnerId("owner")
                .setType("DEBIT")
                .setReason("USAGE")
                .setStatus("COMPLETED")
                .setAmount(nothing)
                .setCredits(nothing)
                .setCurrency("USD")
                .setBalanceDelta(nothing)
                .setBalanceBefore(nothing)
                .setBalanceAfter(nothing)
                .setDebitAccount("deferred_revenue")
                .setCreditAccount("revenue")
                .setRecognizedRevenue(nothing)
                .setInputId("i-" + seq)
                .setSourceTopic("usage.events")
                .setSourcePartition(1)
                .setSourceOffset(7)
                .setDescription("Usage")
                .setOccurredAt(AT)
                .setRecordedAt(AT)
                .setConfigVersion(1)
                .setPrevHash("0".repeat(64))
                .setHash("1".repeat(64))
                .build();
    }

    static WalletBalance balance(String wallet, String available, long seq) {
        BigDecimal nothing = new BigDecimal("0.000000");
        return WalletBalance.newBuilder()
                .setWalletId(wallet)
                .setOwnerId("owner")
                .setCurrency("USD")
                .setStatus("ACTIVE")
                .setSettled(new BigDecimal(available))
                .setHeld(nothing)
                .setPending(nothing)
                .setOwed(nothing)
                .setAvailable(new BigDecimal(available))
                .setLevel("OK")
                .setGate("OPEN")
                .setSeq(seq)
                .setUpdatedAt(AT)
                .build();
    }

    static BalanceAlert alert(String wallet) {
        return alert(wallet + "/1", wallet);
    }

    static BalanceAlert alert(String id, String wallet) {
        return BalanceAlert.newBuilder()
                .setAlertId(id)
                .setWalletId(wallet)
                .setOwnerId("owner")
                .setKind("BALANCE_LEVEL")
                .setThreshold(new BigDecimal("10.000000"))
                .setBalance(new BigDecimal("9.000000"))
                .setCurrency("USD")
                .setWalletSeq(1)
                .setCausedBy("e-1")
                .setMessage("Low")
                .setAt(AT)
                .build();
    }

    static PaymentRequest request(String wallet, int attempt) {
        return PaymentRequest.newBuilder()
                .setRequestId(wallet + "/AUTO_RECHARGE/1")
                .setWalletId(wallet)
                .setOwnerId("owner")
                .setPurpose("AUTO_RECHARGE")
                .setMode("DIRECT")
                .setAmount(new BigDecimal("100.000000"))
                .setCurrency("USD")
                .setAttempt(attempt)
                .setMethod("DEFAULT")
                .setDescription("Recharge")
                .setCausedBy("e-1")
                .setRequestedAt(AT)
                .build();
    }

    static WalletCommand answer(String wallet, int attempt, String status, @Nullable String declineCode) {
        return WalletCommand.newBuilder()
                .setCommandId("answer-" + attempt)
                .setWalletId(wallet)
                .setIssuedBy("payments")
                .setIssuedAt(AT)
                .setBody(RecordPayment.newBuilder()
                        .setRequestId(wallet + "/AUTO_RECHARGE/1")
                        .setAttempt(attempt)
                        .setStatus(status)
                        .setDeclineCode(declineCode)
                        .setAt(AT)
                        .build())
                .build();
    }

    /** Opens a wallet with 100 that somebody has paid in. */
    public static WalletCommand opening(String wallet) {
        return WalletCommand.newBuilder()
                .setCommandId("open-" + wallet)
                .setWalletId(wallet)
                .setIssuedBy("test")
                .setIssuedAt(Instant.now())
                .setBody(OpenWallet.newBuilder()
                        .setOwnerId("owner")
                        .setCurrency("USD")
                        .setSettings(WalletSettings.newBuilder().build())
                        .setTopUp(TopUp.newBuilder()
                                .setAmount(new BigDecimal("100.000000"))
                                .setCollect("RECORDED")
                                .setReference("wire")
                                .build())
                        .build())
                .build();
    }
}

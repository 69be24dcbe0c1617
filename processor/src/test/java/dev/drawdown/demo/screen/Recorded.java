package dev.drawdown.demo.screen;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.WalletBalance;
import java.math.BigDecimal;
import java.time.Instant;

/** Records as Drawdown writes them, with only what the screen looks at. */
final class Recorded {
    static final Instant NOON = Instant.parse("2026-03-05T12:00:00Z");

    private Recorded() {}

    static LedgerEntry entry(String walletId, long seq, String reason, String before, String delta) {
        BigDecimal balance = amount(before);
        BigDecimal change = amount(delta);
        return LedgerEntry.newBuilder()
                .setWalletId(walletId)
                .setSeq(seq)
                .setTransactionId("input-" + seq)
                .setOwnerId("owner")
                .setType(change.signum() < 0 ? "DEBIT" : "CREDIT")
                .setReason(reason)
                .setStatus("COMPLETED")
                .setAmount(change.abs())
                .setCredits(change.abs())
                .setCurrency("USD")
                .setBalanceDelta(change)
                .setBalanceBefore(balance)
                .setBalanceAfter(balance.add(change))
                .setDebitAccount("cash")
                .setCreditAccount("deferred_revenue")
                .setRecognizedRevenue(amount("0"))
                .setInputId("input-" + seq)
                .setSourceTopic("usage.events")
                .setSourcePartition(0)
                .setSourceOffset(seq)
                .setDescription("")
                .setOccurredAt(NOON)
                .setRecordedAt(NOON)
                .setConfigVersion(1)
                .setPrevHash("")
                .setHash("")
                .build();
    }

    static WalletBalance balance(String walletId, long seq, String settled, String owed) {
        return WalletBalance.newBuilder()
                .setWalletId(walletId)
                .setOwnerId("owner")
                .setName("The " + walletId)
                .setCurrency("USD")
                .setStatus("ACTIVE")
                .setSettled(amount(settled))
                .setHeld(amount("0"))
                .setPending(amount("0"))
                .setOwed(amount(owed))
                .setAvailable(amount(settled).subtract(amount(owed)))
                .setLevel("OK")
                .setGate("OPEN")
                .setSeq(seq)
                .setUpdatedAt(NOON)
                .build();
    }

    static DeliveryGate gate(String walletId, String state, String reason) {
        return DeliveryGate.newBuilder()
                .setWalletId(walletId)
                .setState(state)
                .setReason(reason)
                .setSince(NOON)
                .setWalletSeq(1)
                .setCausedBy("input-1")
                .build();
    }

    static BalanceAlert level(String walletId, String from, String to, String available) {
        return BalanceAlert.newBuilder()
                .setAlertId("alert")
                .setWalletId(walletId)
                .setOwnerId("owner")
                .setKind("BALANCE_LEVEL")
                .setFromLevel(from)
                .setToLevel(to)
                .setBalance(amount(available))
                .setCurrency("USD")
                .setWalletSeq(1)
                .setCausedBy("input-1")
                .setMessage("for people")
                .setAt(NOON)
                .build();
    }

    static BigDecimal amount(String amount) {
        return new BigDecimal(amount).setScale(6);
    }
}

package dev.drawdown.audit;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import java.math.BigDecimal;
import java.time.Instant;

/** Entries and requests with what a reconciliation looks at, and something in every other field that must be there. */
public final class LedgerScript {
    private static final String NO_HASH = "0".repeat(64);

    private final String requestId;
    private final String currency;

    private LedgerScript(String requestId, String currency) {
        this.requestId = requestId;
        this.currency = currency;
    }

    /** Entries about a request in dollars. */
    public static LedgerScript of(String requestId) {
        return new LedgerScript(requestId, "USD");
    }

    public LedgerScript in(String otherCurrency) {
        return new LedgerScript(requestId, otherCurrency);
    }

    /** A top-up that waits for its money. */
    public LedgerEntry pending(String amount, Instant at) {
        return entry("TOP_UP", "PENDING", "CREDIT", "cash", amount, at);
    }

    public LedgerEntry failed(String amount, Instant at) {
        return entry("TOP_UP", "FAILED", "CREDIT", "cash", amount, at);
    }

    public LedgerEntry paid(String amount, Instant at) {
        return entry("TOP_UP", "COMPLETED", "CREDIT", "cash", amount, at);
    }

    /** Credit that does not wait for its money. */
    public LedgerEntry advanced(String amount, Instant at) {
        return entry("TOP_UP", "COMPLETED", "CREDIT", "payment_clearing", amount, at);
    }

    /** An entry of that reason, completed. */
    public LedgerEntry completed(String reason, String type, String amount, Instant at) {
        return entry(reason, "COMPLETED", type, "other", amount, at);
    }

    /** The request itself. */
    public PaymentRequest request(String amount, Instant at) {
        PaymentRequest request = new PaymentRequest();
        request.setRequestId(requestId);
        request.setWalletId(RequestName.of(requestId).walletId());
        request.setOwnerId("owner");
        request.setPurpose(RequestName.of(requestId).purpose());
        request.setMode("DIRECT");
        request.setAmount(new BigDecimal(amount).setScale(6));
        request.setCurrency(currency);
        request.setAttempt(1);
        request.setMethod("DEFAULT");
        request.setDescription("");
        request.setCausedBy("input");
        request.setRequestedAt(at);
        return request;
    }

    private LedgerEntry entry(String reason, String status, String type, String debit, String amount, Instant at) {
        LedgerEntry entry = new LedgerEntry();
        BigDecimal money = new BigDecimal(amount).setScale(6);
        BigDecimal nothing = BigDecimal.ZERO.setScale(6);
        entry.setWalletId(RequestName.of(requestId).walletId());
        entry.setSeq(1);
        entry.setTransactionId("t");
        entry.setOwnerId("owner");
        entry.setType(type);
        entry.setReason(reason);
        entry.setStatus(status);
        entry.setAmount(money);
        entry.setCredits(money);
        entry.setCurrency(currency);
        entry.setBalanceDelta(nothing);
        entry.setBalanceBefore(nothing);
        entry.setBalanceAfter(nothing);
        entry.setDebitAccount(debit);
        entry.setCreditAccount("other");
        entry.setRecognizedRevenue(nothing);
        entry.setPaymentId(requestId);
        entry.setInputId("input");
        entry.setSourceTopic("wallet.commands");
        entry.setSourcePartition(0);
        entry.setSourceOffset(0);
        entry.setDescription("");
        entry.setOccurredAt(at);
        entry.setRecordedAt(at);
        entry.setConfigVersion(1);
        entry.setPrevHash(NO_HASH);
        entry.setHash(NO_HASH);
        return entry;
    }
}

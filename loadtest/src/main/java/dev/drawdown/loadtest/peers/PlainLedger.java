package dev.drawdown.loadtest.peers;

import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.serde.AvroEncoder;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Writes the plain debit's entries in Drawdown's own record, so that both write as much. What the peer does not know is
 * constant; the hashes are zeros, as long as real ones but not computed.
 */
final class PlainLedger {
    private static final String NO_HASH = "0".repeat(64);
    private static final long CONFIG_VERSION = 1;

    private final AvroEncoder<LedgerEntry> encoder;

    PlainLedger(AvroEncoder<LedgerEntry> encoder) {
        this.encoder = encoder;
    }

    byte[] encode(
            Debit debit, long seq, long beforeMicros, long afterMicros, RecordMetadata place, long recordedAtMillis) {
        LedgerEntry entry = new LedgerEntry();
        entry.setWalletId(debit.walletId());
        entry.setSeq(seq);
        entry.setTransactionId(debit.eventId());
        entry.setOwnerId(debit.walletId());
        entry.setType("DEBIT");
        entry.setStatus("COMPLETED");
        BigDecimal amount = money(debit.amountMicros());
        entry.setAmount(amount);
        entry.setCredits(amount);
        entry.setCurrency("USD");
        entry.setBalanceDelta(amount.negate());
        entry.setBalanceBefore(money(beforeMicros));
        entry.setBalanceAfter(money(afterMicros));
        entry.setDebitAccount("deferred_revenue");
        entry.setCreditAccount("revenue");
        entry.setRecognizedRevenue(amount);
        switch (debit) {
            case Debit.Usage(UsageEvent event) -> attribute(entry, event);
            case Debit.Lead(LeadEvent event) -> attribute(entry, event);
        }
        entry.setInputId(debit.eventId());
        entry.setSourceTopic(place.topic());
        entry.setSourcePartition(place.partition());
        entry.setSourceOffset(place.offset());
        entry.setRecordedAt(Instant.ofEpochMilli(recordedAtMillis));
        entry.setConfigVersion(CONFIG_VERSION);
        entry.setPrevHash(NO_HASH);
        entry.setHash(NO_HASH);
        return encoder.encode(entry);
    }

    private static void attribute(LedgerEntry entry, UsageEvent event) {
        entry.setReason("USAGE");
        entry.setDescription(event.getCategory());
        entry.setAppId(event.getAppId());
        entry.setCategory(event.getCategory());
        entry.setMeter(event.getMeter());
        entry.setQuantity(event.getQuantity());
        entry.setChargeType(event.getChargeType());
        entry.setOccurredAt(event.getOccurredAt());
    }

    private static void attribute(LedgerEntry entry, LeadEvent event) {
        entry.setReason("LEAD_DELIVERY");
        entry.setDescription(event.getLeadId());
        entry.setAppId(event.getAppId());
        entry.setCategory("lead");
        entry.setLeadId(event.getLeadId());
        entry.setBuyerId(event.getBuyerId());
        entry.setCampaignId(event.getCampaignId());
        entry.setChannel(event.getChannel());
        entry.setHoldId(event.getHoldId());
        entry.setOccurredAt(event.getOccurredAt());
    }

    private static BigDecimal money(long micros) {
        return BigDecimal.valueOf(micros, Debit.MICRO_SCALE);
    }
}

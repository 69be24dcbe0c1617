package dev.drawdown.loadtest.peers;

import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import org.jspecify.annotations.Nullable;

/** From the wire format to debits. For one thread. */
final class DebitReader {
    private final AvroDecoder<UsageEvent> usage;
    private final AvroDecoder<LeadEvent> leads;

    DebitReader(SchemaRegistry registry) {
        usage = new AvroDecoder<>(UsageEvent.class, registry);
        leads = new AvroDecoder<>(LeadEvent.class, registry);
    }

    /** Returns the debit that a record is, or null where it is none: peers pass over what they cannot read. */
    @Nullable
    Debit read(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return topic.equals(Inputs.USAGE)
                    ? new Debit.Usage(usage.decode(value))
                    : new Debit.Lead(leads.decode(value));
        } catch (UndecodableException unreadable) {
            return null;
        }
    }
}

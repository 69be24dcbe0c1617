package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.Source;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A command that opens a wallet, as far as its owner has to agree. */
record Opening(Instant at, String key, String walletId, String ownerId, String currency, Source source) {
    /** Broker's time; what has the same goes by key and offset, so that any two audits take them alike. */
    static final Comparator<Opening> ARRIVAL = Comparator.comparing(Opening::at)
            .thenComparing(Opening::key)
            .thenComparingInt(opening -> opening.source().partition())
            .thenComparingLong(opening -> opening.source().offset());

    /** What a well-formed command opens, or null if it does something else. */
    static @Nullable Opening of(Recorded record, String key, Fields command) {
        Fields body = command.record("body");
        return body == null || !body.type().equals("OpenWallet")
                ? null
                : new Opening(
                        record.at(),
                        key,
                        command.textOr("wallet_id", ""),
                        body.textOr("owner_id", ""),
                        body.textOr("currency", ""),
                        record.source());
    }
}

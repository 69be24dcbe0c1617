package dev.drawdown.loadtest.audit;

import dev.drawdown.schemas.WalletCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares all that the program wrote with all that must follow from its inputs. */
public final class Auditor {
    /** The wallet-keyed inputs. */
    public static final List<String> INPUTS = List.of("usage.events", "lead.events", "wallet.commands");

    /** Everything that an audit reads. */
    public static final List<String> TOPICS = List.of(
            "usage.events",
            "lead.events",
            "wallet.commands",
            "owner.commands",
            "wallet.catalog",
            "wallet.ledger",
            "wallet.outcomes",
            "wallet.alerts",
            "wallet.delivery-gates",
            "wallet.balances",
            "wallet.payment-requests",
            "wallet.dead-letters");

    /** What the program writes of a wallet. */
    static final List<String> OUTPUTS = List.of(
            "wallet.ledger",
            "wallet.outcomes",
            "wallet.alerts",
            "wallet.delivery-gates",
            "wallet.balances",
            "wallet.payment-requests");

    /** Those that are about everybody, and read before all others. */
    static final Set<String> UNKEYED = Set.of("owner.commands", "wallet.catalog");

    private Auditor() {}

    /**
     * Audits all that a journal holds, in memory.
     *
     * @param settledUntil all that fell due until then must have happened
     */
    public static AuditReport audit(Journal journal, WriterSchemas schemas, Instant settledUntil) {
        AuditReport report = new AuditReport();
        WireReader reader = new WireReader(schemas);
        Preface preface = Preface.read(journal.of("wallet.catalog"), journal.of("owner.commands"), reader, report);
        preface.owners().openings(openings(journal, reader));
        BucketAudit bucket = new BucketAudit(preface, reader, report, BucketAudit.BUSY_FROM);
        for (String topic : TOPICS) {
            if (!UNKEYED.contains(topic)) {
                journal.of(topic).forEach(bucket::add);
            }
        }
        bucket.replay(settledUntil);
        report.cards().judge(report);
        return report;
    }

    private static List<Opening> openings(Journal journal, WireReader reader) {
        List<Opening> openings = new ArrayList<>();
        for (Recorded record : journal.of("wallet.commands")) {
            Opening opening = opening(record, reader);
            if (opening != null) {
                openings.add(opening);
            }
        }
        return openings;
    }

    /** What a record of the topic of commands opens, or null if it does something else or is garbage. */
    static @Nullable Opening opening(Recorded record, WireReader reader) {
        String key = record.keyText();
        try {
            return key == null
                    ? null
                    : Opening.of(record, key, reader.read(record.value(), WalletCommand.getClassSchema()));
        } catch (Unreadable garbage) {
            return null;
        }
    }
}

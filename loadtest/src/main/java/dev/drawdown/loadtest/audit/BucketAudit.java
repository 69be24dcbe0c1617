package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.ModelInput;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.WalletCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Audits some wallets: all records under their keys, and only these, are put in, and then all of them are replayed.
 *
 * <p>Whatever is about one wallet lies under one key, its dead letters too, so wallets can be judged apart. A record whose key
 * and {@code wallet_id} differ is a difference itself.
 */
final class BucketAudit {
    private static final Map<String, Schema> SCHEMAS = Map.of(
            "usage.events", UsageEvent.getClassSchema(),
            "lead.events", LeadEvent.getClassSchema(),
            "wallet.commands", WalletCommand.getClassSchema());

    /** From so many entries on, those of a wallet are not all held at once. */
    static final int BUSY_FROM = 20_000;

    private final int busyFrom;
    private final Preface preface;
    private final WireReader reader;
    private final AuditReport report;
    private final DeadLetters deadLetters = new DeadLetters();
    private final Map<String, WalletRecords> wallets = new TreeMap<>();

    BucketAudit(Preface preface, WireReader reader, AuditReport report, int busyFrom) {
        this.busyFrom = busyFrom;
        this.preface = preface;
        this.reader = reader;
        this.report = report;
    }

    /** Takes a record; those of a topic in its order. */
    void add(Recorded record) {
        String topic = record.source().topic();
        if (topic.equals("wallet.dead-letters")) {
            deadLetters.found(record, report);
            return;
        }
        wallets.computeIfAbsent(key(record), key -> new WalletRecords()).add(record);
    }

    /** No wallet has this for an id: what has no key is kept together. */
    private static String key(Recorded record) {
        String key = record.keyText();
        return key == null ? "\u0000no key" : key;
    }

    /** Replays all wallets; each is let go once it is done. */
    void replay(Instant settledUntil) {
        for (Map.Entry<String, WalletRecords> wallet : wallets.entrySet()) {
            replay(wallet.getKey(), wallet.getValue(), settledUntil);
            wallet.setValue(new WalletRecords());
        }
        deadLetters.nothingLeft(report);
    }

    private void replay(String walletId, WalletRecords records, Instant settledUntil) {
        List<ModelInput> inputs = new ArrayList<>();
        for (String topic : Auditor.INPUTS) {
            readInputs(records.of(topic), SCHEMAS.getOrDefault(topic, UsageEvent.getClassSchema()), inputs);
        }
        Found found = found(walletId, records);
        if (inputs.isEmpty() && found.isEmpty()) {
            return;
        }
        report.count("wallets");
        new WalletAudit(walletId, found, preface, report)
                .run(inputs, settledUntil, (source, code) -> deadLetters.expect(records.input(source), code, report));
    }

    private void readInputs(List<Recorded> records, Schema schema, List<ModelInput> to) {
        for (Recorded record : records) {
            report.count("inputs");
            try {
                if (record.key() == null) {
                    throw new Unreadable(DeadLetterCodes.NULL_KEY);
                }
                to.add(new ModelInput(record.source(), record.at(), reader.read(record.value(), schema)));
            } catch (Unreadable garbage) {
                deadLetters.expect(record, garbage.code(), report);
            }
        }
    }

    private Found found(String walletId, WalletRecords records) {
        Found found = new Found();
        found.ledger = readLedger(records.of("wallet.ledger"), walletId);
        List<Fields> outcomes = new ArrayList<>();
        readAll(records.of("wallet.outcomes"), CommandOutcome.getClassSchema(), walletId, outcomes);
        for (Fields outcome : outcomes) {
            if (!preface.owners().answers(outcome)) {
                found.outcomes.add(outcome);
            }
        }
        readAlerts(records.of("wallet.alerts"), walletId, found.alerts);
        readAll(records.of("wallet.delivery-gates"), DeliveryGate.getClassSchema(), walletId, found.gates);
        readAll(records.of("wallet.payment-requests"), PaymentRequest.getClassSchema(), walletId, found.requests);
        List<Fields> balances = new ArrayList<>();
        readAll(records.of("wallet.balances"), WalletBalance.getClassSchema(), walletId, balances);
        found.balance = balances.isEmpty() ? null : balances.getLast();
        for (String topic : Auditor.OUTPUTS) {
            for (Recorded record : records.of(topic)) {
                found.wrote(record.at());
            }
        }
        return found;
    }

    /** What an owner has found of its cards is told by one of its wallets, but not for what that wallet did alone. */
    private void readAlerts(List<Recorded> records, String walletId, List<Fields> to) {
        List<Fields> alerts = new ArrayList<>();
        readAll(records, BalanceAlert.getClassSchema(), walletId, alerts);
        for (Fields alert : alerts) {
            if (alert.textOr("kind", "").equals("SAFETY")
                    && alert.textOr("reason", "").equals("CARD_FAILING")) {
                report.cards().told(alert.textOr("owner_id", ""));
            } else {
                to.add(alert);
            }
        }
    }

    private List<Fields> readLedger(List<Recorded> records, String walletId) {
        Schema schema = LedgerEntry.getClassSchema();
        if (records.size() <= busyFrom) {
            List<Fields> ledger = new ArrayList<>(records.size());
            readAll(records, schema, walletId, ledger);
            return ledger;
        }
        List<Recorded> readable = new ArrayList<>(records.size());
        for (Recorded record : records) {
            if (read(record, schema, walletId) != null) {
                readable.add(record);
            }
        }
        return new ReadAgain(readable, reader, schema);
    }

    private void readAll(List<Recorded> records, Schema schema, String walletId, List<Fields> to) {
        for (Recorded record : records) {
            Fields fields = read(record, schema, walletId);
            if (fields != null) {
                to.add(fields);
            }
        }
    }

    private @Nullable Fields read(Recorded record, Schema schema, String walletId) {
        try {
            Fields fields = reader.read(record.value(), schema);
            if (!fields.textOr("wallet_id", "").equals(walletId)) {
                report.add(new Difference(
                        record.source().toString(), "reading it", "wallet_id", walletId, fields.text("wallet_id")));
            }
            return fields;
        } catch (Unreadable garbage) {
            report.add(Difference.unreadable(record, schema, garbage));
            return null;
        }
    }
}

package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.ModelInput;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.WalletCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

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
            "wallet.dead-letters");

    private static final Map<String, Schema> SCHEMAS = Map.of(
            "usage.events", UsageEvent.getClassSchema(),
            "lead.events", LeadEvent.getClassSchema(),
            "wallet.commands", WalletCommand.getClassSchema());

    private final Journal journal;
    private final WireReader reader;
    private final AuditReport report = new AuditReport();
    private final Catalog catalog = new Catalog();
    private final Owners owners = new Owners();
    private final DeadLetters deadLetters;
    private final Map<String, List<ModelInput>> inputs = new TreeMap<>();
    private final Map<String, Found> found = new TreeMap<>();

    private Auditor(Journal journal, WriterSchemas schemas) {
        this.journal = journal;
        this.reader = new WireReader(schemas);
        this.deadLetters = new DeadLetters(journal.of("wallet.dead-letters"), report);
    }

    /**
     * Audits all that a journal holds.
     *
     * @param settledUntil all that fell due until then must have happened
     */
    public static AuditReport audit(Journal journal, WriterSchemas schemas, Instant settledUntil) {
        Auditor auditor = new Auditor(journal, schemas);
        auditor.readCatalog();
        auditor.readInputs();
        auditor.readOwners();
        auditor.readOutputs();
        auditor.replay(settledUntil);
        return auditor.report;
    }

    private void readCatalog() {
        for (Recorded record : journal.of("wallet.catalog")) {
            String key = String.valueOf(record.keyText());
            try {
                catalog.put(
                        key,
                        record.value() == null ? null : reader.read(record.value(), CatalogEntry.getClassSchema()));
            } catch (Unreadable garbage) {
                report.count("unreadable catalog entries");
            }
        }
    }

    private void readInputs() {
        for (String topic : INPUTS) {
            for (Recorded record : journal.of(topic)) {
                report.count("inputs");
                deadLetters.input(record);
                readInput(topic, record);
            }
        }
    }

    private void readInput(String topic, Recorded record) {
        String key = record.keyText();
        try {
            if (key == null) {
                throw new Unreadable(DeadLetterCodes.NULL_KEY);
            }
            Schema schema = SCHEMAS.get(topic);
            if (schema == null) {
                throw new IllegalStateException("Expected a schema for " + topic);
            }
            Fields fields = reader.read(record.value(), schema);
            inputs.computeIfAbsent(key, wallet -> new ArrayList<>())
                    .add(new ModelInput(record.source(), record.at(), fields));
        } catch (Unreadable garbage) {
            deadLetters.expect(record.source(), garbage.code(), report);
        }
    }

    private void readOwners() {
        for (Fields command : readAll("owner.commands", OwnerCommand.getClassSchema())) {
            owners.command(command);
        }
        List<ModelInput> openings = new ArrayList<>();
        inputs.values()
                .forEach(ofWallet -> ofWallet.stream()
                        .filter(input -> input.commandOf("OpenWallet") != null)
                        .forEach(openings::add));
        openings.sort(Comparator.comparing(ModelInput::at));
        for (ModelInput opening : openings) {
            owners.opening(opening, opening.body());
        }
    }

    private void readOutputs() {
        for (Fields entry : readAll("wallet.ledger", LedgerEntry.getClassSchema())) {
            of(entry).ledger.add(entry);
        }
        for (Fields outcome : readAll("wallet.outcomes", CommandOutcome.getClassSchema())) {
            if (!owners.answers(outcome)) {
                of(outcome).outcomes.add(outcome);
            }
        }
        for (Fields alert : readAll("wallet.alerts", BalanceAlert.getClassSchema())) {
            of(alert).alerts.add(alert);
        }
        for (Fields gate : readAll("wallet.delivery-gates", DeliveryGate.getClassSchema())) {
            of(gate).gates.add(gate);
        }
        for (Fields balance : readAll("wallet.balances", WalletBalance.getClassSchema())) {
            of(balance).balance = balance;
        }
    }

    private Found of(Fields record) {
        return found.computeIfAbsent(record.textOr("wallet_id", ""), wallet -> new Found());
    }

    private List<Fields> readAll(String topic, Schema schema) {
        List<Fields> records = new ArrayList<>();
        for (Recorded record : journal.of(topic)) {
            try {
                records.add(reader.read(record.value(), schema));
            } catch (Unreadable garbage) {
                report.add(new Difference(
                        record.source().toString(), "reading it", "value", schema.getName(), garbage.code()));
            }
        }
        return records;
    }

    private void replay(Instant settledUntil) {
        List<String> walletIds = new ArrayList<>(inputs.keySet());
        found.keySet().stream().filter(wallet -> !inputs.containsKey(wallet)).forEach(walletIds::add);
        for (String walletId : walletIds) {
            report.count("wallets");
            Found ofWallet = found.getOrDefault(walletId, new Found());
            new WalletAudit(walletId, ofWallet, catalog, owners, deadLetters, report)
                    .run(inputs.getOrDefault(walletId, List.of()), settledUntil);
        }
        deadLetters.nothingLeft(report);
    }
}

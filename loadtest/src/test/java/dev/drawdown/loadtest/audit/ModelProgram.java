package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.ModelInput;
import dev.drawdown.loadtest.model.ModelWallet;
import dev.drawdown.loadtest.model.Predicted;
import dev.drawdown.loadtest.model.Source;
import dev.drawdown.loadtest.model.Step;
import dev.drawdown.loadtest.workload.Move;
import dev.drawdown.loadtest.workload.Payload;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.WalletCommand;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A program that does what the model says, without Kafka: to see whether the auditor finds what is planted in its books. */
final class ModelProgram {
    private static final Map<String, Schema> WRITES = Map.of(
            "wallet.ledger", LedgerEntry.getClassSchema(),
            "wallet.outcomes", CommandOutcome.getClassSchema(),
            "wallet.alerts", BalanceAlert.getClassSchema(),
            "wallet.delivery-gates", DeliveryGate.getClassSchema(),
            "wallet.balances", WalletBalance.getClassSchema(),
            "wallet.payment-requests", PaymentRequest.getClassSchema());
    private static final Map<String, Schema> READS = Map.of(
            "usage.events", UsageEvent.getClassSchema(),
            "lead.events", LeadEvent.getClassSchema(),
            "wallet.commands", WalletCommand.getClassSchema());

    /** Low enough that some of its wallets are busy, and others are not. */
    private static final int BUSY_FROM = 50;

    /** What it read and wrote: records may be taken out, put in and changed before they are audited. */
    final Map<String, List<Recorded>> topics = new LinkedHashMap<>();

    final TestSchemas schemas = new TestSchemas();
    private final Map<String, ModelWallet> wallets = new HashMap<>();
    private final Map<String, String> lastHashes = new HashMap<>();
    private final Catalog catalog = new Catalog();
    private final Owners owners = new Owners();
    private final WireReader reader = new WireReader(schemas);
    private Instant now;
    private Instant settledUntil;

    ModelProgram(Instant start) {
        this.now = start;
        this.settledUntil = start;
    }

    Instant now() {
        return now;
    }

    AuditReport audit() {
        Journal journal = new Journal();
        topics.values().forEach(journal::addAll);
        return Auditor.audit(journal, schemas, settledUntil);
    }

    AuditReport auditSpooled(Path folder) {
        Spool spool = Spool.create(folder, 0, schemas);
        try (Spool.Writer writer = spool.new Writer()) {
            topics.values().forEach(records -> records.forEach(writer::add));
        }
        return SpooledAudit.run(spool, settledUntil, inputs -> {}, BUSY_FROM);
    }

    void run(List<Move> moves) throws Unreadable {
        for (Move move : moves) {
            if (move instanceof Move.Send send) {
                take(send);
            }
        }
        settledUntil = now;
        goOn(Duration.ZERO);
    }

    /** Lets time pass behind the inputs, of which the auditor is not told. */
    void goOn(Duration time) {
        now = now.plus(time);
        for (ModelWallet wallet : wallets.values()) {
            wallet.advance(now).forEach(this::write);
            if (wallet.isOpen()) {
                write("wallet.balances", wallet.balance());
            }
        }
    }

    private void take(Move.Send send) throws Unreadable {
        now = now.plusMillis(1);
        ByteBuffer key = send.key() == null ? null : StandardCharsets.UTF_8.encode(send.key());
        Recorded input = append(send.topic(), key, encode(send.payload()), Map.of());
        switch (send.topic()) {
            case "wallet.catalog" ->
                catalog.put(input.keyText() + "", reader.read(input.value(), CatalogEntry.getClassSchema()));
            case "owner.commands" -> owners.command(reader.read(input.value(), OwnerCommand.getClassSchema()));
            default -> decide(input);
        }
    }

    private void decide(Recorded input) {
        String key = input.keyText();
        Schema schema = READS.get(input.source().topic());
        try {
            if (key == null || schema == null) {
                throw new Unreadable(DeadLetterCodes.NULL_KEY);
            }
            decide(input, key, new ModelInput(input.source(), input.at(), reader.read(input.value(), schema)));
        } catch (Unreadable garbage) {
            bury(input, garbage.code());
        }
    }

    private void decide(Recorded record, String key, ModelInput input) {
        Fields open = input.commandOf("OpenWallet");
        if (open != null) {
            Opening opening = Opening.of(record, key, input.record());
            if (opening != null) {
                owners.opening(opening);
            }
        }
        String ownerId = open == null ? "" : open.textOr("owner_id", "");
        ModelWallet wallet = wallets.computeIfAbsent(key, id -> new ModelWallet(id, catalog));
        List<Step> steps = wallet.apply(input, key, owners.zone(ownerId), owners.refusal(input.source()));
        steps.forEach(this::write);
        if (steps.getLast().deadLetter) {
            bury(record, steps.getLast().code);
        }
    }

    private void write(Step step) {
        step.entries.forEach(entry -> write("wallet.ledger", entry));
        step.alerts.forEach(alert -> write("wallet.alerts", alert));
        write("wallet.delivery-gates", step.gate);
        step.requests.forEach(request -> write("wallet.payment-requests", request));
        write("wallet.outcomes", step.outcome);
    }

    private void write(String topic, @Nullable Predicted predicted) {
        Schema schema = WRITES.get(topic);
        if (predicted == null || schema == null) {
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>(predicted.values());
        if (topic.equals("wallet.ledger")) {
            String walletId = String.valueOf(values.get("wallet_id"));
            String previous = lastHashes.getOrDefault(walletId, HashChain.GENESIS);
            values.put("description", "an entry");
            values.put("prev_hash", previous);
            String hash = HashChain.hash(new Fields("LedgerEntry", values), previous);
            values.put("hash", hash);
            lastHashes.put(walletId, hash);
        }
        ByteBuffer key = StandardCharsets.UTF_8.encode(String.valueOf(values.get("wallet_id")));
        append(topic, key, ByteBuffer.wrap(schemas.encode(TestSchemas.record(schema, values))), Map.of());
    }

    private void bury(Recorded input, String code) {
        Map<String, String> headers = Map.of(
                "drawdown.error.code",
                code,
                "drawdown.error.message",
                "Expected something else",
                "drawdown.error.topic",
                input.source().topic(),
                "drawdown.error.partition",
                "" + input.source().partition(),
                "drawdown.error.offset",
                "" + input.source().offset());
        append("wallet.dead-letters", input.key(), input.value(), headers);
    }

    private Recorded append(
            String topic, @Nullable ByteBuffer key, @Nullable ByteBuffer value, Map<String, String> headers) {
        List<Recorded> records = topics.computeIfAbsent(topic, name -> new ArrayList<>());
        Recorded record = new Recorded(new Source(topic, 0, records.size()), now, key, value, headers);
        records.add(record);
        return record;
    }

    private @Nullable ByteBuffer encode(Payload payload) {
        return switch (payload) {
            case Payload.Proper(SpecificRecord record) -> ByteBuffer.wrap(schemas.encode(record));
            case Payload.Truncated(SpecificRecord record, int bytes) ->
                ByteBuffer.wrap(Arrays.copyOf(schemas.encode(record), bytes));
            case Payload.Raw(String hex) ->
                hex == null ? null : ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        };
    }
}

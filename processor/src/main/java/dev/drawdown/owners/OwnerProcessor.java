package dev.drawdown.owners;

import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.WalletStatus;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.store.EarlyCommit;
import dev.drawdown.store.Section;
import dev.drawdown.store.StateTable;
import dev.drawdown.store.StateTables;
import dev.drawdown.wire.Arrival;
import dev.drawdown.wire.DeadLetters;
import dev.drawdown.wire.InternalWords;
import dev.drawdown.wire.Outcomes;
import dev.drawdown.wire.Placement;
import dev.drawdown.wire.ProcessingMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The node through which everything goes that happens to an owner: its commands, and what its wallets ask and tell. */
public final class OwnerProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final byte OWNERS = 1;

    /** Words between owners and wallets come in crowds when wallets are opened; a person waits no longer than this. */
    private static final Duration EARLY_COMMIT = Duration.ofMillis(100);

    private final Wiring wiring;
    private final ProcessingMetrics metrics;
    private final OwnerEngine engine;
    private final Placement placement;

    private ProcessorContext<byte[], byte[]> context;
    private StateTable store;
    private AvroDecoder<OwnerCommand> commands;
    private AvroDecoder<WalletCommand> openings;
    private AvroEncoder<dev.drawdown.schemas.Owner> owners;
    private Outcomes outcomes;
    private DeadLetters deadLetters;
    private EarlyCommit earlyCommit;

    /** What surrounds the processor: settings, and the names of the store and nodes that it is connected to. */
    public record Wiring(
            Topics topics,
            int partitions,
            SchemaRegistry registry,
            Registration registration,
            Policy policy,
            ProcessingMetrics metrics,
            String store,
            String ownersSink,
            String outcomesSink,
            String deadLettersSink,
            String toWalletsSink,
            String toOwnersSink) {}

    @SuppressWarnings("NullAway.Init")
    public OwnerProcessor(Wiring wiring) {
        this.wiring = wiring;
        metrics = wiring.metrics();
        engine = new OwnerEngine(wiring.policy());
        placement = new Placement(wiring.partitions());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        store = new Section(StateTables.of(context.getStateStore(wiring.store())), OWNERS);
        commands = new AvroDecoder<>(OwnerCommand.class, wiring.registry());
        openings = new AvroDecoder<>(WalletCommand.class, wiring.registry());
        Topics topics = wiring.topics();
        owners = AvroEncoder.forTopic(topics.walletOwners, wiring.registry(), wiring.registration());
        outcomes = new Outcomes(
                context,
                wiring.outcomesSink(),
                AvroEncoder.forTopic(topics.walletOutcomes, wiring.registry(), wiring.registration()));
        deadLetters = new DeadLetters(context, wiring.deadLettersSink(), metrics);
        earlyCommit = new EarlyCommit(context, EARLY_COMMIT, () -> true);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        earlyCommit.processed();
        RecordMetadata place = context.recordMetadata().orElseThrow();
        boolean isInternal = place.topic().equals(wiring.topics().ownerInputs.name());
        Arrival arrival = isInternal ? Arrival.sentOn(record) : Arrival.of(record, place);
        byte[] key = arrival.key();
        if (key == null) {
            deadLetters.put(
                    arrival, Outcome.KEY_MISMATCH.name(), "Expected the owner's id as key, but there is no key");
        } else if (!isInternal && placement.isWrong(key, place.partition())) {
            metrics.misplaced();
            context.forward(arrival.sendOn(key), wiring.toOwnersSink());
        } else if (arrival.noted(InternalWords.WALLET) != null && isInternal) {
            takeWord(arrival, new String(key, StandardCharsets.UTF_8));
        } else {
            handle(arrival, key);
        }
    }

    @Override
    public void close() {
        store.abandon();
    }

    private void handle(Arrival arrival, byte[] key) {
        byte[] value = arrival.value();
        if (value == null) {
            deadLetters.put(arrival, Outcome.MALFORMED.name(), "Expected a value, but there is none");
            return;
        }
        try {
            if (arrival.origin().topic().equals(wiring.topics().walletCommands.name())) {
                agreeToOpening(arrival, openings.decode(value));
            } else {
                take(arrival, key, commands.decode(value));
            }
        } catch (UndecodableException failure) {
            deadLetters.put(arrival, failure.reason().name(), String.valueOf(failure.getMessage()));
        }
    }

    private void take(Arrival arrival, byte[] key, OwnerCommand command) {
        String ownerId = command.getOwnerId();
        if (!Arrays.equals(ownerId.getBytes(StandardCharsets.UTF_8), key)) {
            reject(arrival, command, Outcome.KEY_MISMATCH, "Expected the key to be the owner's id, but it is not");
            return;
        }
        OwnerInput.Command input;
        try {
            input = OwnerReader.read(command);
        } catch (OwnerReader.NoSuchZoneException failure) {
            reject(arrival, command, Outcome.INVALID_SETTINGS, String.valueOf(failure.getMessage()));
            return;
        }
        OwnerDecision decision = decide(ownerId, input, arrival.millis());
        if (decision.outcome() == Outcome.ACCEPTED) {
            if (decision.duplicate()) {
                metrics.duplicate();
            } else {
                metrics.accepted(0);
            }
            outcomes.put(
                    command.getCommandId(),
                    ownerId,
                    Outcomes.Answer.of(decision.outcome(), decision.duplicate(), decision.message()),
                    arrival.millis());
        } else {
            reject(arrival, command, decision.outcome(), decision.message());
        }
    }

    /** Answers a wallet that wants to be opened: with the owner's zone, or with a reason why not. */
    private void agreeToOpening(Arrival arrival, WalletCommand command) {
        if (!(command.getBody() instanceof OpenWallet open)) {
            throw new IllegalStateException("Expected an opening, but it is " + command.getCommandId());
        }
        OwnerInput.Opening input = new OwnerInput.Opening(command.getWalletId(), open.getCurrency());
        OwnerDecision decision = decide(open.getOwnerId(), input, arrival.millis());
        Record<byte[], byte[]> reply = arrival.sendOn(command.getWalletId().getBytes(StandardCharsets.UTF_8));
        Owner owner = decision.owner();
        if (decision.outcome() == Outcome.ACCEPTED && owner != null) {
            Arrival.noting(reply, InternalWords.ZONE, owner.settings().zone().getId());
        } else {
            Arrival.noting(reply, InternalWords.REFUSAL, decision.outcome().name());
            Arrival.noting(reply, InternalWords.REFUSAL_MESSAGE, decision.message());
        }
        context.forward(reply, wiring.toWalletsSink());
    }

    private void takeWord(Arrival arrival, String ownerId) {
        String walletId = Objects.requireNonNull(arrival.noted(InternalWords.WALLET));
        String role = arrival.noted(InternalWords.DECLINED);
        if (role != null) {
            String payerId = arrival.noted(InternalWords.PAYER);
            FailingCards.Card card = new FailingCards.Card(payerId == null ? "" : payerId, role);
            decide(
                    ownerId,
                    new OwnerInput.CardDeclined(new FailingCards.Decline(card, walletId, arrival.millis())),
                    arrival.millis());
            return;
        }
        String status = arrival.noted(InternalWords.STATUS);
        String currency = arrival.noted(InternalWords.CURRENCY);
        OwnerInput input = status == null || currency == null
                ? new OwnerInput.OpeningFailed(walletId)
                : new OwnerInput.WalletMoved(walletId, currency, WalletStatus.valueOf(status));
        decide(ownerId, input, arrival.millis());
    }

    private OwnerDecision decide(String ownerId, OwnerInput input, long nowMillis) {
        byte[] key = ownerId.getBytes(StandardCharsets.UTF_8);
        byte[] stored = store.get(key);
        Owner before = stored == null ? null : OwnerCodec.decode(ownerId, stored);
        OwnerDecision decision = engine.decide(before, ownerId, input, nowMillis);
        Owner after = decision.owner();
        if (after != null && !after.equals(before)) {
            store.put(key, OwnerCodec.encode(after));
            tellOf(before, after, nowMillis);
        }
        FailingCards.Finding finding = decision.finding();
        if (finding != null && after != null) {
            tellOfCard(finding, after.method(finding.card()), nowMillis);
        }
        return decision;
    }

    private void tellOfCard(FailingCards.Finding finding, Owner.@Nullable Method method, long nowMillis) {
        Record<byte[], byte[]> word = Arrival.word(finding.walletId(), nowMillis);
        String named = method == null ? "" : ", " + method.brand() + " ending in " + method.last4();
        Arrival.noting(word, InternalWords.FAILING, finding.card().role() + named);
        Arrival.noting(word, InternalWords.DECLINES, Integer.toString(finding.declines()));
        Arrival.noting(word, InternalWords.WALLETS, Integer.toString(finding.wallets()));
        Arrival.noting(word, InternalWords.SINCE, Long.toString(finding.sinceMillis()));
        context.forward(word, wiring.toWalletsSink());
    }

    private void tellOf(@Nullable Owner before, Owner after, long nowMillis) {
        dev.drawdown.schemas.Owner wire = OwnerReader.toWire(after);
        boolean isKnown = after.registered() || !wire.getWallets().isEmpty();
        if (isKnown && (before == null || !wire.equals(OwnerReader.toWire(before)))) {
            byte[] key = after.ownerId().getBytes(StandardCharsets.UTF_8);
            context.forward(new Record<>(key, owners.encode(wire), nowMillis), wiring.ownersSink());
        }
        if (before != null) {
            tellWallets(before, after, nowMillis);
        }
    }

    private void tellWallets(Owner before, Owner after, long nowMillis) {
        String zone = after.settings().zone().getId();
        if (!before.settings().zone().getId().equals(zone)) {
            tellEachWallet(after, InternalWords.ZONE, zone, nowMillis);
        }
        if (!before.methods().equals(after.methods())) {
            tellEachWallet(after, InternalWords.METHODS, InternalWords.METHODS, nowMillis);
        }
    }

    private void tellEachWallet(Owner owner, String name, String note, long nowMillis) {
        for (Owner.OwnedWallet wallet : owner.wallets()) {
            Record<byte[], byte[]> word = Arrival.word(wallet.walletId(), nowMillis);
            Arrival.noting(word, name, note);
            context.forward(word, wiring.toWalletsSink());
        }
    }

    private void reject(Arrival arrival, OwnerCommand command, Outcome outcome, String why) {
        metrics.refused(outcome);
        outcomes.put(
                command.getCommandId(),
                command.getOwnerId(),
                Outcomes.Answer.rejected(outcome.name(), why),
                arrival.millis());
        if (outcome.kind() != Outcome.Kind.REFUSED) {
            deadLetters.put(arrival, outcome.name(), why);
        }
    }
}

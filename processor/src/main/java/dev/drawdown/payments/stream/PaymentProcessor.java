package dev.drawdown.payments.stream;

import dev.drawdown.engine.NoCardAsked;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentEvent;
import dev.drawdown.payments.PaymentEvent.Requested;
import dev.drawdown.payments.PaymentEvent.Woken;
import dev.drawdown.payments.PaymentMachine;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentState;
import dev.drawdown.payments.PaymentState.Phase.Failed;
import dev.drawdown.payments.PaymentStep;
import dev.drawdown.payments.PaymentStep.Action.Collect;
import dev.drawdown.payments.PaymentStep.Action.Flag;
import dev.drawdown.payments.PaymentStep.Action.Look;
import dev.drawdown.payments.PaymentStep.Action.Nothing;
import dev.drawdown.payments.PaymentStep.Action.ReadBack;
import dev.drawdown.payments.PaymentStep.Action.Review;
import dev.drawdown.payments.PaymentStep.Action.Tell;
import dev.drawdown.payments.PaymentStep.Action.TellLater;
import dev.drawdown.payments.stream.Assignment.Assigned;
import dev.drawdown.payments.stream.Assignment.Impossible;
import dev.drawdown.payments.stream.Assignment.NoCustomer;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.store.EarlyCommit;
import dev.drawdown.store.StateTable;
import dev.drawdown.store.StateTables;
import dev.drawdown.wire.Arrival;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.DeadLetters;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what happens to a payment request before the machine, keeps its state, and carries out what follows. */
final class PaymentProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(PaymentProcessor.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int MOST_PER_TICK = 1_000;

    /** A person waits for the answer, and each step of a payment is a commit. */
    private static final Duration EARLY_COMMIT = Duration.ofMillis(20);

    /** A method that has just been saved may be on its way here while its first request has arrived. */
    private static final Duration METHOD_MAY_COME = Duration.ofSeconds(5);

    /** So long an owner takes to become a customer, and its record to say so; if it does not, it is tried again. */
    private static final Duration CUSTOMER_COMES = Duration.ofSeconds(2);

    private final PaymentTopology.Settings settings;

    private ProcessorContext<byte[], byte[]> context;
    private StateTable table;
    private PaymentStore store;
    private Payers payers;
    private Answers answers;
    private DeadLetters deadLetters;
    private AvroDecoder<PaymentRequest> requests;
    private EarlyCommit earlyCommit;

    @SuppressWarnings("NullAway.Init")
    PaymentProcessor(PaymentTopology.Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        table = StateTables.of(context.getStateStore(PaymentTopology.STORE));
        store = new PaymentStore(table);
        payers = new Payers(context.getStateStore(PaymentTopology.PAYERS_STORE), settings.registry());
        answers = new Answers(
                context,
                PaymentTopology.ANSWERS_SINK,
                AvroEncoder.forTopic(settings.topics().walletCommands, settings.registry(), settings.registration()));
        deadLetters = new DeadLetters(context, PaymentTopology.DEAD_LETTERS_SINK, settings.metrics());
        requests = new AvroDecoder<>(PaymentRequest.class, settings.registry());
        earlyCommit = new EarlyCommit(context, EARLY_COMMIT, () -> true);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        earlyCommit.processed();
        RecordMetadata place = context.recordMetadata().orElseThrow();
        Arrival arrival = Arrival.of(record, place);
        byte[] value = arrival.value();
        if (value == null) {
            deadLetters.put(arrival, "MALFORMED", "Expected a value, but there is none");
            return;
        }
        try {
            if (place.topic().equals(settings.topics().walletPaymentRequests.name())) {
                take(value, true);
            } else {
                Note note = NoteCodec.decode(value);
                PaymentState state = store.get(note.requestId());
                if (state == null) {
                    log.debug("Nothing is known of {}", note.requestId());
                } else {
                    advance(state, note.event());
                }
            }
        } catch (UndecodableException failure) {
            deadLetters.put(arrival, failure.reason().name(), String.valueOf(failure.getMessage()));
        } catch (CorruptStateException failure) {
            deadLetters.put(arrival, "MALFORMED", String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public void close() {
        table.abandon();
    }

    private void tick(long tickMillis) {
        long nowMillis = context.currentSystemTimeMs();
        String due = store.due(nowMillis);
        for (int i = 0; due != null && i < MOST_PER_TICK; i++) {
            earlyCommit.processed();
            wake(due, nowMillis);
            due = store.due(nowMillis);
        }
    }

    private void wake(String requestId, long nowMillis) {
        byte[] unassigned = store.takeUnassigned(requestId, nowMillis);
        if (unassigned == null) {
            PaymentState state = store.get(requestId);
            if (state == null) {
                throw new CorruptStateException("Expected something to wake of " + requestId + ", but it is unknown");
            }
            advance(state, new Woken());
            return;
        }
        try {
            take(unassigned, false);
        } catch (UndecodableException impossible) {
            throw new IllegalStateException("Expected a request that could be decoded before", impossible);
        }
    }

    private void take(byte[] value, boolean mayWait) throws UndecodableException {
        PaymentRequest request = requests.decode(value);
        PaymentState state = store.get(request.getRequestId());
        if (state != null && !(state.phase() instanceof Failed && request.getAttempt() > state.attempt())) {
            advance(state, new Requested(state.order(), request.getAttempt(), state.methodId()));
            return;
        }
        switch (assignment(request)) {
            case Assigned(var order, String methodId) ->
                advance(state, new Requested(order, request.getAttempt(), methodId));
            case NoCustomer(Owner owner) -> {
                settings.customers().open(owner);
                keep(request, value, CUSTOMER_COMES);
            }
            case Impossible(String code)
            when mayWait && !code.equals(NoCardAsked.NO_BACKUP) -> keep(request, value, METHOD_MAY_COME);
            case Impossible(String code) ->
                answers.tell(
                        request.getRequestId(),
                        request.getAttempt(),
                        new Declined(null, null, DeclineKind.HARD, code),
                        now());
        }
    }

    private void keep(PaymentRequest request, byte[] value, Duration pause) {
        store.keepUnassigned(request.getRequestId(), value, context.currentSystemTimeMs() + pause.toMillis());
    }

    private Assignment assignment(PaymentRequest request) {
        String refundOf = request.getRefundOf();
        return refundOf == null
                ? Assignment.ofCharge(request, payers.owner(request.getOwnerId()), now())
                : Assignment.ofRefund(request, store.get(refundOf));
    }

    private void advance(@Nullable PaymentState state, PaymentEvent event) {
        PaymentStep step = PaymentMachine.next(state, event, now());
        store.put(state, step.state());
        carryOut(step);
    }

    private void carryOut(PaymentStep step) {
        String requestId = step.state().order().requestId();
        switch (step.action()) {
            case Nothing _ -> {}
            case ReadBack _ -> {
                Note note = new Note(requestId, new PaymentEvent.Kept());
                context.forward(
                        new Record<>(note.key(), NoteCodec.encode(note), context.currentSystemTimeMs()),
                        PaymentTopology.NOTES_SINK);
            }
            case Collect(var call) -> settings.calls().collect(call);
            case Look(var call) -> settings.calls().look(call);
            case Review(String chargeId) ->
                settings.calls().review(requestId, step.state().attempt(), chargeId);
            case Tell(int attempt, var result) -> answers.tell(requestId, attempt, result, now());
            case TellLater(int attempt, var news) ->
                news.forEach(each -> answers.tell(requestId, attempt, each, now()));
            case Flag(int attempt, String reason) ->
                log.warn(
                        "Nothing is known of attempt {} of {} ({}); the same call is made again until something is",
                        attempt,
                        requestId,
                        reason);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}

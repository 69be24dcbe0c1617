package dev.drawdown.topology;

import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Input;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletEngine;
import dev.drawdown.engine.WalletStatus;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.topology.state.ParkingLot;
import dev.drawdown.topology.state.WalletInHand;
import dev.drawdown.topology.state.WalletStore;
import dev.drawdown.wire.Arrival;
import dev.drawdown.wire.DeadLetters;
import dev.drawdown.wire.InternalWords;
import dev.drawdown.wire.Origin;
import dev.drawdown.wire.Outcomes;
import dev.drawdown.wire.ProcessingMetrics;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/** Handles one input at a time: decode, take the wallet in hand, let the engine decide, keep and send what follows. */
final class WalletDesk {
    private final ProcessorContext<byte[], byte[]> context;
    private final ProcessingMetrics metrics;
    private final InputCodec codec;
    private final WalletEngine engine;
    private final WalletStore wallets;
    private final ParkingLot parked;
    private final Catalog catalog;
    private final WalletPublisher publisher;
    private final Outcomes outcomes;
    private final DeadLetters deadLetters;

    WalletDesk(
            ProcessorContext<byte[], byte[]> context,
            TopologySettings settings,
            WalletStore wallets,
            ParkingLot parked,
            Catalog catalog,
            DeadLetters deadLetters) {
        this.context = context;
        this.metrics = settings.metrics();
        this.wallets = wallets;
        this.parked = parked;
        this.catalog = catalog;
        this.deadLetters = deadLetters;
        codec = new InputCodec(settings.topics(), settings.registry());
        engine = new WalletEngine(settings.policy());
        publisher = new WalletPublisher(context, settings);
        outcomes = new Outcomes(
                context,
                Names.OUTCOMES_SINK,
                AvroEncoder.forTopic(settings.topics().walletOutcomes, settings.registry(), settings.registration()));
    }

    /**
     * Handles an input that is in its place.
     *
     * @param pricedMillis the instant whose prices count: its own, or a later one where it has waited for a price
     * @param mayWait whether it is put aside when its wallet or its price is not there yet
     */
    void handle(Arrival arrival, long pricedMillis, boolean mayWait) {
        byte[] value = arrival.value();
        if (arrival.origin().equals(Origin.NONE)) {
            takeNewZone(arrival);
            return;
        }
        if (value == null) {
            refuse(arrival, Outcome.MALFORMED, "Expected a value, but there is none");
            return;
        }
        Message message;
        try {
            message = codec.decode(arrival, value);
        } catch (UndecodableException failure) {
            deadLetters.put(arrival, failure.reason().name(), String.valueOf(failure.getMessage()));
            return;
        }
        handle(arrival, message, pricedMillis, mayWait);
    }

    /** Puts an input aside that cannot be told whose it is. */
    void refuse(Arrival arrival, Outcome outcome, String message) {
        deadLetters.put(arrival, outcome.name(), message);
    }

    /** Applies what has fallen due of a wallet up to a horizon. */
    void applyDue(String walletId, long horizonMillis, long nowMillis) {
        WalletInHand hand = wallets.open(walletId);
        Wallet before = hand.wallet();
        catchUp(hand, horizonMillis, nowMillis);
        put(hand, before, nowMillis);
    }

    private void handle(Arrival arrival, Message message, long pricedMillis, boolean mayWait) {
        String walletId = message.walletId();
        if (!Arrays.equals(walletId.getBytes(StandardCharsets.UTF_8), arrival.key())) {
            reject(arrival, message, Outcome.KEY_MISMATCH, "Expected the key to be the wallet's id, but it is not");
            return;
        }
        WalletInHand hand = wallets.open(walletId);
        Wallet before = hand.wallet();
        OpenWallet opening = openingOf(message);
        if (before == null && opening != null && !isAnsweredByOwner(arrival)) {
            askOwner(arrival, message, opening);
            return;
        }
        long now = arrival.millis();
        catchUp(hand, now, now);
        Input input;
        try {
            input = read(arrival, message, hand, pricedMillis);
        } catch (UnacceptableException failure) {
            put(hand, before, now);
            reject(arrival, message, failure.outcome(), failure.reason());
            return;
        }
        Decision decision = decide(hand, input, arrival.origin(), now, now);
        put(hand, before, now);
        answer(arrival, message, decision, mayWait);
        if (before == null && hand.wallet() != null) {
            for (Arrival waiting : parked.takeFor(walletId)) {
                handle(waiting, Math.max(now, waiting.millis()), true);
            }
        }
    }

    private Input read(Arrival arrival, Message message, WalletInHand hand, long pricedMillis)
            throws UnacceptableException {
        Fields.requireId("wallet_id", message.walletId());
        String refusal = arrival.noted(InternalWords.REFUSAL);
        if (refusal != null && hand.wallet() == null) {
            String why = arrival.noted(InternalWords.REFUSAL_MESSAGE);
            throw new UnacceptableException(Outcome.valueOf(refusal), why == null ? "" : why);
        }
        String zone = arrival.noted(InternalWords.ZONE);
        Wallet wallet = hand.wallet();
        String ownerId = wallet == null ? "" : wallet.ownerId();
        return codec.toInput(
                message,
                meter -> catalog.price(meter, message.walletId(), ownerId, pricedMillis),
                zone == null ? ZoneOffset.UTC : ZoneId.of(zone));
    }

    /** Decides, and keeps and sends what follows; {@code sentMillis} is the time of the records that are sent. */
    private Decision decide(WalletInHand hand, Input input, Origin origin, long nowMillis, long sentMillis) {
        Wallet wallet = hand.wallet();
        long now = wallet == null ? nowMillis : Math.max(nowMillis, wallet.clockMillis());
        Decision decision = engine.decide(wallet, hand.memoryAt(now), input, now);
        Wallet next = decision.wallet();
        if (next != null && decision.outcome() == Outcome.ACCEPTED && !decision.duplicate()) {
            byte[] head = publisher.publish(next, decision, input.id(), origin, hand.chainHead(), sentMillis);
            hand.take(decision, head);
        }
        return decision;
    }

    private void catchUp(WalletInHand hand, long untilMillis, long sentMillis) {
        for (Wallet wallet = hand.wallet();
                wallet != null && wallet.nextDueMillis() <= untilMillis;
                wallet = hand.wallet()) {
            long dueMillis = wallet.nextDueMillis();
            decide(hand, new Input.Due(wallet.walletId(), dueMillis), Origin.NONE, dueMillis, sentMillis);
            metrics.dueApplied();
        }
    }

    private void put(WalletInHand hand, @Nullable Wallet before, long nowMillis) {
        Wallet wallet = hand.wallet();
        if (wallet != null && hand.isChanged()) {
            publisher.publishBalance(wallet, nowMillis);
            WalletStatus was = before == null ? null : before.status();
            publisher.tellOwner(was, wallet, nowMillis);
            wallets.save(hand);
        }
    }

    private void answer(Arrival arrival, Message message, Decision decision, boolean mayWait) {
        switch (decision.outcome().kind()) {
            case DONE -> {
                if (decision.duplicate()) {
                    metrics.duplicate();
                } else {
                    metrics.accepted(decision.postings().size());
                }
                if (message instanceof Message.Command) {
                    outcomes.put(message.id(), message.walletId(), answerOf(decision), arrival.millis());
                }
            }
            case PARKED -> {
                if (mayWait && parked.park(message.walletId(), arrival)) {
                    metrics.parked(parked.size());
                } else {
                    reject(arrival, message, decision.outcome(), decision.message());
                }
            }
            case REFUSED, DEAD_LETTER -> reject(arrival, message, decision.outcome(), decision.message());
        }
    }

    private static Outcomes.Answer answerOf(Decision decision) {
        Memo.Answer answer = decision.answer();
        if (answer != null) {
            return new Outcomes.Answer(
                    true,
                    decision.duplicate(),
                    answer.outcome().name(),
                    answer.message(),
                    answer.availableMicros(),
                    answer.seq());
        }
        Wallet wallet = decision.wallet();
        return new Outcomes.Answer(
                true,
                decision.duplicate(),
                decision.outcome().name(),
                decision.message(),
                wallet == null ? null : (Long) wallet.availableMicros(),
                wallet == null ? null : (Long) wallet.seq());
    }

    /** A command is told; what nobody is told of, or cannot be right as it is, goes to the dead letters. */
    private void reject(Arrival arrival, Message message, Outcome outcome, String why) {
        boolean isCommand = message instanceof Message.Command;
        if (isCommand) {
            metrics.refused(outcome);
            outcomes.put(
                    message.id(), message.walletId(), Outcomes.Answer.rejected(outcome.name(), why), arrival.millis());
            OpenWallet opening = openingOf(message);
            if (opening != null && arrival.noted(InternalWords.ZONE) != null) {
                publisher.tellOwnerOfRefusal(opening.getOwnerId(), message.walletId(), arrival.millis());
            }
        }
        if (!isCommand || outcome.kind() != Outcome.Kind.REFUSED) {
            deadLetters.put(arrival, outcome.name(), why);
        }
    }

    private void askOwner(Arrival arrival, Message message, OpenWallet open) {
        try {
            Fields.requireId("wallet_id", message.walletId());
            Fields.requireId("owner_id", open.getOwnerId());
        } catch (UnacceptableException failure) {
            reject(arrival, message, failure.outcome(), failure.reason());
            return;
        }
        context.forward(arrival.sendOn(open.getOwnerId().getBytes(StandardCharsets.UTF_8)), Names.TO_OWNERS_SINK);
    }

    private void takeNewZone(Arrival arrival) {
        byte[] key = arrival.key();
        String zone = arrival.noted(InternalWords.ZONE);
        if (key == null || zone == null) {
            return;
        }
        WalletInHand hand = wallets.open(new String(key, StandardCharsets.UTF_8));
        Wallet before = hand.wallet();
        if (before != null) {
            catchUp(hand, arrival.millis(), arrival.millis());
            decide(
                    hand,
                    new Input.OwnerChanged(hand.walletId(), ZoneId.of(zone), arrival.millis()),
                    Origin.NONE,
                    arrival.millis(),
                    arrival.millis());
            put(hand, before, arrival.millis());
        }
    }

    private static @Nullable OpenWallet openingOf(Message message) {
        return message instanceof Message.Command(var command) && command.getBody() instanceof OpenWallet open
                ? open
                : null;
    }

    private static boolean isAnsweredByOwner(Arrival arrival) {
        return arrival.noted(InternalWords.ZONE) != null || arrival.noted(InternalWords.REFUSAL) != null;
    }
}

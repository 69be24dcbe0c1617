package dev.drawdown.topology;

import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Input;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletEngine;
import dev.drawdown.engine.WalletStatus;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.topology.state.ParkingLot;
import dev.drawdown.topology.state.WalletInHand;
import dev.drawdown.topology.state.WalletStore;
import dev.drawdown.wire.Arrival;
import dev.drawdown.wire.DeadLetters;
import dev.drawdown.wire.InternalWords;
import dev.drawdown.wire.Origin;
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
    private final Replies replies;

    WalletDesk(
            ProcessorContext<byte[], byte[]> context,
            TopologySettings settings,
            WalletStore wallets,
            WalletPublisher publisher,
            ParkingLot parked,
            Catalog catalog,
            DeadLetters deadLetters) {
        this.context = context;
        this.metrics = settings.metrics();
        this.wallets = wallets;
        this.publisher = publisher;
        this.parked = parked;
        this.catalog = catalog;
        codec = new InputCodec(settings.topics(), settings.registry());
        engine = new WalletEngine(settings.policy());
        replies = new Replies(context, settings, deadLetters);
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
            takeWord(arrival);
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
            replies.unusable(arrival, failure.reason().name(), String.valueOf(failure.getMessage()));
            return;
        }
        handle(arrival, message, pricedMillis, mayWait);
    }

    /** Puts an input aside that cannot be told whose it is. */
    void refuse(Arrival arrival, Outcome outcome, String message) {
        replies.unusable(arrival, outcome.name(), message);
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
            reject(
                    arrival,
                    message,
                    Outcome.KEY_MISMATCH,
                    "Expected the key to be the wallet's id, but it is not",
                    null);
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
            reject(arrival, message, failure.outcome(), failure.reason(), hand.wallet());
            return;
        }
        Decision decision = decide(hand, input, arrival.origin(), now, now);
        put(hand, before, now);
        answer(arrival, message, decision, hand.wallet(), mayWait);
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
            Decision decision =
                    decide(hand, new Input.Due(wallet.walletId(), dueMillis), Origin.NONE, dueMillis, sentMillis);
            if (decision.outcome() != Outcome.ACCEPTED) {
                // It would stay due, and this would never end.
                throw new IllegalStateException("Expected to apply what fell due of wallet " + wallet.walletId()
                        + " at " + dueMillis + ", but: " + decision.message());
            }
            metrics.dueApplied();
        }
    }

    private void put(WalletInHand hand, @Nullable Wallet before, long nowMillis) {
        Wallet wallet = hand.wallet();
        if (wallet != null && hand.isChanged()) {
            WalletStatus was = before == null ? null : before.status();
            publisher.tellOwner(was, wallet, nowMillis);
            wallets.save(hand, nowMillis);
        }
    }

    private void answer(Arrival arrival, Message message, Decision decision, @Nullable Wallet wallet, boolean mayWait) {
        switch (decision.outcome().kind()) {
            case DONE -> replies.accepted(arrival, message, decision);
            case PARKED -> {
                if (mayWait && parked.park(message.walletId(), arrival)) {
                    metrics.parked(parked.size());
                } else {
                    reject(arrival, message, decision.outcome(), decision.message(), wallet);
                }
            }
            case REFUSED, DEAD_LETTER -> reject(arrival, message, decision.outcome(), decision.message(), wallet);
        }
    }

    private void reject(Arrival arrival, Message message, Outcome outcome, String why, @Nullable Wallet wallet) {
        replies.rejected(arrival, message, outcome, why, wallet);
        OpenWallet opening = openingOf(message);
        if (opening != null && arrival.noted(InternalWords.ZONE) != null) {
            publisher.tellOwnerOfRefusal(opening.getOwnerId(), message.walletId(), arrival.millis());
        }
    }

    private void askOwner(Arrival arrival, Message message, OpenWallet open) {
        try {
            Fields.requireId("wallet_id", message.walletId());
            Fields.requireId("owner_id", open.getOwnerId());
        } catch (UnacceptableException failure) {
            reject(arrival, message, failure.outcome(), failure.reason(), null);
            return;
        }
        context.forward(arrival.sendOn(open.getOwnerId().getBytes(StandardCharsets.UTF_8)), Names.TO_OWNERS_SINK);
    }

    /** What an owner has to say of itself. */
    private void takeWord(Arrival arrival) {
        byte[] key = arrival.key();
        Input input = key == null ? null : wordFor(new String(key, StandardCharsets.UTF_8), arrival);
        if (input == null) {
            return;
        }
        WalletInHand hand = wallets.open(input.walletId());
        Wallet before = hand.wallet();
        if (before != null) {
            catchUp(hand, arrival.millis(), arrival.millis());
            decide(hand, input, Origin.NONE, arrival.millis(), arrival.millis());
            put(hand, before, arrival.millis());
        }
    }

    private static @Nullable Input wordFor(String walletId, Arrival arrival) {
        String zone = arrival.noted(InternalWords.ZONE);
        if (zone != null) {
            return new Input.OwnerChanged(walletId, ZoneId.of(zone), arrival.millis());
        }
        if (arrival.noted(InternalWords.METHODS) != null) {
            return new Input.MethodsChanged(walletId, arrival.millis());
        }
        String card = arrival.noted(InternalWords.FAILING);
        return card == null
                ? null
                : new Input.CardFailing(
                        walletId,
                        card,
                        Integer.parseInt(arrival.required(InternalWords.DECLINES)),
                        Integer.parseInt(arrival.required(InternalWords.WALLETS)),
                        Long.parseLong(arrival.required(InternalWords.SINCE)),
                        arrival.millis());
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

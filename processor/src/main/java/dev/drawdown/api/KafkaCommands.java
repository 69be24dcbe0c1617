package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.JsonEncoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Sends commands through their topics, like any other producer, and hears their outcomes. */
public final class KafkaCommands implements CommandPort {
    private final Producer<byte[], byte[]> producer;
    private final OutcomeFeed outcomes;
    private final Topic<?> toWallets;
    private final Topic<?> toOwners;
    private final JsonEncoder walletCommands;
    private final JsonEncoder ownerCommands;
    private final Duration patience;
    private final InstantSource clock;

    /** @param patience how long a caller waits for an outcome */
    public KafkaCommands(
            Producer<byte[], byte[]> producer,
            OutcomeFeed outcomes,
            Topics topics,
            SchemaRegistry registry,
            Duration patience,
            InstantSource clock) {
        this.producer = producer;
        this.outcomes = outcomes;
        this.patience = patience;
        this.clock = clock;
        toWallets = topics.walletCommands;
        toOwners = topics.ownerCommands;
        walletCommands = new JsonEncoder(toWallets, registry);
        ownerCommands = new JsonEncoder(toOwners, registry);
    }

    @Override
    public Reply sendToWallet(Command command) {
        return send(toWallets, walletCommands, "wallet_id", command);
    }

    @Override
    public Reply sendToOwner(Command command) {
        return send(toOwners, ownerCommands, "owner_id", command);
    }

    private Reply send(Topic<?> topic, JsonEncoder encoder, String addressee, Command command) {
        Instant now = clock.instant();
        ObjectNode wire = Json.object();
        wire.put("command_id", command.id());
        wire.put(addressee, command.to());
        wire.put("issued_by", command.issuedBy());
        wire.put("issued_at", now.toEpochMilli());
        wire.putObject("body").set(command.kind(), command.body());
        byte[] value = encoder.encode(wire, now);
        try (OutcomeFeed.Waiter waiter = outcomes.waitFor(command.to(), command.id())) {
            RecordMetadata sent = put(topic, command.to(), value);
            CommandOutcome outcome = waiter.await(sent.timestamp(), patience);
            return outcome == null ? new Reply.Pending() : new Reply.Decided(outcome);
        } catch (ExecutionException | KafkaException e) {
            return new Reply.Unknown("the broker did not take it (" + rootOf(e) + ")");
        } catch (InterruptedException e) {
            return stopping();
        }
    }

    private RecordMetadata put(Topic<?> topic, String key, byte[] value)
            throws ExecutionException, InterruptedException {
        return producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value))
                .get();
    }

    private static Reply stopping() {
        Thread.currentThread().interrupt();
        return new Reply.Unknown("this instance is stopping");
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}

package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.config.ConfigReader;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.AvroDeserializer;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import dev.drawdown.testing.Await;
import dev.drawdown.testing.ChildJvm;
import dev.drawdown.testing.KafkaProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances of the real program, of which one is killed for good while clients write and read at both: no write is lost
 * or counted twice, no read is older than a write before it, and whatever is not answered may be tried again.
 */
class InstanceKillTest {
    private static final int WALLETS = 8;
    private static final int ROUNDS_BEFORE = 5;
    private static final int ROUNDS_AFTER = 5;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** For how long after a kill callers may be told to try again. */
    private static final Duration UNANSWERED = Duration.ofSeconds(5);

    /** What a caller waits for a balance: a copy has it. */
    private static final Duration COPIED = Duration.ofSeconds(5);

    @TempDir
    private Path directory = Path.of("");

    private final Topics topics = Topics.unprefixed();

    @Test
    @Timeout(180)
    void shouldLoseNoWriteAndShowNoneOfThePastWhenAnInstanceIsKilled() throws Exception {
        DemoTokens tokens = DemoTokens.make(directory, new SecureRandom());
        String token = Objects.requireNonNull(tokens.byRole().get("operator"));
        try (Embedded embedded = Embedded.openTemporary();
                KafkaProbe probe = new KafkaProbe(embedded.bootstrap())) {
            Map<String, String> settings = settings(embedded, tokens);
            try (Cluster cluster = Cluster.connect(ConfigReader.read(null, Map.of(), settings))) {
                cluster.createTopics(4, 1);
            }
            try (ChildJvm one = start(settings, "one");
                    ChildJvm two = start(settings, "two");
                    ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
                List<URI> instances = List.of(address(one), address(two));
                awaitShares(probe);
                List<LoopingClient> clients = new ArrayList<>();
                for (int i = 0; i < WALLETS; i++) {
                    clients.add(new LoopingClient("wallet-" + i, instances, token));
                }
                List<Future<?>> loops = new ArrayList<>();
                clients.forEach(client -> loops.add(background.submit(client::loop)));
                awaitRounds(clients, loops, ROUNDS_BEFORE);

                clients.forEach(LoopingClient::toldOfTheKill);
                one.kill();
                awaitRounds(clients, loops, ROUNDS_AFTER);
                clients.forEach(LoopingClient::stop);
                for (Future<?> loop : loops) {
                    loop.get();
                }

                LoopingClient.Unanswered unanswered = LoopingClient.unanswered(clients);
                System.out.println("After the kill: " + unanswered);
                assertThat(unanswered.balances()).isLessThan(UNANSWERED);
                assertThat(unanswered.histories()).isLessThan(UNANSWERED);
                assertThat(unanswered.writes()).isLessThan(UNANSWERED);
                assertThat(unanswered.slowestBalance()).isLessThan(COPIED);
                assertThat(booked(embedded, probe)).isEqualTo(acknowledged(clients));
            }
        }
    }

    private Map<String, String> settings(Embedded embedded, DemoTokens tokens) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", embedded.bootstrap());
        settings.put("drawdown.registry.url", embedded.registryUrl());
        settings.put("drawdown.roles", "engine,views,api");
        settings.put("drawdown.access.tokens", tokens.file().toString());
        settings.put("drawdown.access.limit", "none");
        settings.put("drawdown.application.id", "kill");
        settings.put("drawdown.stream.threads", "1");
        // The broker gives up an instance, and what it had begun, after six seconds without a word, and callers wait.
        // On a busy machine that takes longer than the usual ten seconds.
        settings.put("drawdown.http.read.timeout", "60s");
        settings.put("drawdown.http.bind", "127.0.0.1");
        settings.put("drawdown.http.port", "0");
        return settings;
    }

    private ChildJvm start(Map<String, String> settings, String instance) throws IOException {
        Map<String, String> own = new TreeMap<>(settings);
        own.put("drawdown.state.dir", directory.resolve(instance).toString());
        List<String> lines = new ArrayList<>();
        own.forEach((name, value) -> lines.add(name + "=" + value));
        Path file = Files.write(directory.resolve(instance + ".properties"), lines);
        return ChildJvm.start(InstanceChild.class, file.toString());
    }

    private static URI address(ChildJvm child) {
        return URI.create("http://127.0.0.1:" + child.awaitReady());
    }

    /** Each of the two has partitions of both graphs. */
    private static void awaitShares(KafkaProbe probe) {
        for (String group : List.of("kill", "kill-views")) {
            Await.until("two members of " + group + " with partitions", LIMIT, () -> {
                KafkaFuture<ConsumerGroupDescription> described = probe.admin()
                        .describeConsumerGroups(List.of(group))
                        .describedGroups()
                        .get(group);
                Collection<MemberDescription> members =
                        Objects.requireNonNull(described).get().members();
                return members.size() == 2
                        && members.stream()
                                .noneMatch(member ->
                                        member.assignment().topicPartitions().isEmpty());
            });
        }
    }

    /** Waits until each client has gone round so many times more; one that fails ends it. */
    private static void awaitRounds(List<LoopingClient> clients, List<Future<?>> loops, int more) {
        Map<LoopingClient, Integer> goals = new HashMap<>();
        clients.forEach(client -> goals.put(client, client.rounds() + more));
        Await.until(more + " rounds of each client", LIMIT, () -> {
            for (Future<?> loop : loops) {
                if (loop.isDone()) {
                    loop.get();
                }
            }
            return clients.stream().allMatch(client -> client.rounds() >= goals.getOrDefault(client, 0));
        });
    }

    /** Returns how often each top-up is in the ledger, by wallet and command. */
    private Map<String, Long> booked(Embedded embedded, KafkaProbe probe) {
        AvroDeserializer<LedgerEntry> entries = new AvroDeserializer<>();
        entries.configure(Map.of(SchemaRegistryConfig.URL, embedded.registryUrl()), false);
        Map<String, Long> booked = new TreeMap<>();
        for (ConsumerRecord<String, LedgerEntry> record : probe.readAll(topics.walletLedger.name(), entries)) {
            LedgerEntry entry = record.value();
            booked.merge(entry.getWalletId() + " " + entry.getInputId(), 1L, Long::sum);
        }
        return booked;
    }

    private static Map<String, Long> acknowledged(List<LoopingClient> clients) {
        Map<String, Long> acknowledged = new TreeMap<>();
        clients.forEach(client -> client.acknowledged()
                .forEach(command -> acknowledged.merge(client.walletId() + " " + command, 1L, Long::sum)));
        return acknowledged;
    }
}

package dev.drawdown.loadtest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.Embedded;
import dev.drawdown.loadtest.audit.Journal;
import dev.drawdown.loadtest.audit.Recorded;
import dev.drawdown.loadtest.client.Connection;
import dev.drawdown.loadtest.client.TopicReader;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.HttpSchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import dev.drawdown.schemas.serde.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamPeersTest {
    private static final int EVENTS = 400;

    private final Embedded cluster = Embedded.openTemporary();

    @TempDir
    private Path data;

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void shouldCopyEveryRecordAsItIs() throws InterruptedException, ExecutionException {
        PeerInputs inputs = PeerInputs.create(cluster, EVENTS);

        try (PeerProcess peer = start("pass-through")) {
            peer.awaitApplied(inputs.records().size());
        }

        List<Copy> sent = new ArrayList<>();
        inputs.records().forEach(each -> sent.add(new Copy(Recorded.bytes(each.key()), Recorded.bytes(each.value()))));
        List<Copy> copied = new ArrayList<>();
        ledger("pass-through").forEach(each -> copied.add(new Copy(each.key(), each.value())));
        assertThat(copied).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void shouldDebitEachEventOnceInOrder() throws Exception {
        PeerInputs inputs = PeerInputs.create(cluster, EVENTS);

        try (PeerProcess peer = start("plain")) {
            peer.awaitApplied(inputs.records().size());
        }

        assertRightBooks(inputs);
    }

    @Test
    void shouldGoOnAfterAKillWithoutDebitingTwice() throws Exception {
        PeerInputs inputs = PeerInputs.create(cluster, EVENTS);
        PeerProcess killed = start("plain");
        killed.awaitApplied(1);
        killed.kill();

        try (PeerProcess peer = start("plain")) {
            peer.awaitApplied(inputs.records().size());
        }

        assertRightBooks(inputs);
    }

    private PeerProcess start(String kind) {
        return PeerProcess.start(kind, cluster.bootstrap(), cluster.registryUrl(), data);
    }

    private void assertRightBooks(PeerInputs inputs) throws UndecodableException {
        Map<String, Long> balances = new HashMap<>();
        Map<String, Long> entries = new HashMap<>();
        for (LedgerEntry entry : decodedLedger()) {
            long before = entry.getBalanceBefore().unscaledValue().longValueExact();
            long due = balances.getOrDefault(entry.getWalletId(), PlainDebit.FIRST_BALANCE_MICROS);
            assertThat(before).isEqualTo(due);
            assertThat(entry.getSeq()).isEqualTo(entries.merge(entry.getWalletId(), 1L, Long::sum));
            balances.put(
                    entry.getWalletId(), entry.getBalanceAfter().unscaledValue().longValueExact());
        }
        Map<String, Long> spent = new HashMap<>();
        balances.forEach((wallet, left) -> spent.put(wallet, PlainDebit.FIRST_BALANCE_MICROS - left));
        assertThat(spent).isEqualTo(inputs.spentMicros());
        assertThat(entries).isEqualTo(inputs.entries());
    }

    private List<LedgerEntry> decodedLedger() throws UndecodableException {
        AvroDecoder<LedgerEntry> decoder = new AvroDecoder<>(
                LedgerEntry.class, HttpSchemaRegistry.connect(Map.of(SchemaRegistryConfig.URL, cluster.registryUrl())));
        List<LedgerEntry> entries = new ArrayList<>();
        for (Recorded each : ledger("plain")) {
            entries.add(decoder.decode(Objects.requireNonNull(each.value()).array()));
        }
        return entries;
    }

    private List<Recorded> ledger(String kind) {
        String topic = Inputs.ledgerTopic(kind);
        Journal journal =
                TopicReader.readAll(Connection.to(cluster.bootstrap(), cluster.registryUrl()), List.of(topic));
        return journal.of(topic);
    }

    private record Copy(@Nullable ByteBuffer key, @Nullable ByteBuffer value) {}
}

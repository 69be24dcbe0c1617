package dev.drawdown.demo.screen;

import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker once a second how many inputs the processor has not committed yet. */
public final class LagProbe implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LagProbe.class);
    private static final long EVERY_MILLIS = 1_000;

    private final Admin admin;
    private final String group;
    private final Set<String> inputs;
    private final LongConsumer report;
    private final CountDownLatch closed = new CountDownLatch(1);

    public LagProbe(String bootstrap, String group, Topics topics, LongConsumer report) {
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, AdminClientConfig.CLIENT_ID_CONFIG, "demo-lag"));
        this.group = group;
        this.inputs = topics.inputs().stream().map(Topic::name).collect(Collectors.toSet());
        this.report = report;
    }

    @Override
    public void run() {
        try (admin) {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                measure();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void measure() throws InterruptedException {
        try {
            Map<TopicPartition, Long> committed = committed();
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            committed.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(asked).all().get();
            long lag = 0;
            for (Map.Entry<TopicPartition, Long> each : committed.entrySet()) {
                ListOffsetsResultInfo end = ends.get(each.getKey());
                lag += end == null ? 0 : Math.max(0, end.offset() - each.getValue());
            }
            if (!committed.isEmpty()) {
                report.accept(lag);
            }
        } catch (ExecutionException unanswered) {
            log.debug("The lag is unknown", unanswered);
        }
    }

    private Map<TopicPartition, Long> committed() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> each : admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()) {
            OffsetAndMetadata offset = each.getValue();
            if (offset != null && inputs.contains(each.getKey().topic())) {
                committed.put(each.getKey(), offset.offset());
            }
        }
        return committed;
    }
}

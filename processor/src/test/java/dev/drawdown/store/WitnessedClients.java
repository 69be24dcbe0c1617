package dev.drawdown.store;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Clients as the product has them, whose producer tells a witness of each step of a commit. */
final class WitnessedClients extends DefaultKafkaClientSupplier {
    private final Step.Witness witness;

    WitnessedClients(Step.Witness witness) {
        this.witness = witness;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new WitnessedProducer(config, witness);
    }

    private static final class WitnessedProducer extends CommittingProducer {
        private final Step.Witness witness;

        WitnessedProducer(Map<String, Object> config, Step.Witness witness) {
            super(config);
            this.witness = witness;
        }

        @Override
        void writeChangelogs() {
            witness.reached(Step.BEFORE_CHANGELOG);
            super.writeChangelogs();
        }

        @Override
        void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
            super.sendOffsets(offsets, groupMetadata);
            flush();
            witness.reached(Step.BEFORE_COMMIT);
        }

        @Override
        void writeToDisk() {
            witness.reached(Step.BEFORE_DISK);
            super.writeToDisk();
            witness.reached(Step.AFTER_DISK);
        }
    }
}

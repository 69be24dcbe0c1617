package dev.drawdown.loadtest.client;

import dev.drawdown.loadtest.workload.Payload;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Turns payloads into the wire format, with the ids that a registry gave; for one thread. */
public final class Encoder {
    private static final int ID_BYTES = 4;

    /** A type is registered under its own topic's subject, even when it is sent to another to annoy. */
    private static final Map<String, String> SUBJECTS = Map.of(
            UsageEvent.class.getSimpleName(), "usage.events-value",
            LeadEvent.class.getSimpleName(), "lead.events-value",
            WalletCommand.class.getSimpleName(), "wallet.commands-value",
            OwnerCommand.class.getSimpleName(), "owner.commands-value",
            CatalogEntry.class.getSimpleName(), "wallet.catalog-value");

    private final Registry registry;
    private final Map<Class<?>, Writer> writers = new HashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable BinaryEncoder avro;

    /** How records of a type begin, and how they go on. */
    private record Writer(ByteBuffer header, SpecificDatumWriter<SpecificRecord> body) {}

    public Encoder(Registry registry) {
        this.registry = registry;
    }

    public byte @Nullable [] encode(Payload payload) {
        return switch (payload) {
            case Payload.Proper(SpecificRecord record) -> encode(record);
            case Payload.Truncated(SpecificRecord record, int bytes) -> Arrays.copyOf(encode(record), bytes);
            case Payload.Raw(String hex) -> hex == null ? null : HexFormat.of().parseHex(hex);
        };
    }

    public byte[] encode(SpecificRecord record) {
        Writer writer = writers.computeIfAbsent(record.getClass(), type -> writer(record));
        bytes.reset();
        bytes.writeBytes(writer.header().array());
        avro = EncoderFactory.get().directBinaryEncoder(bytes, avro);
        try {
            writer.body().write(record, avro);
            avro.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return bytes.toByteArray();
    }

    private Writer writer(SpecificRecord record) {
        String subject = SUBJECTS.get(record.getSchema().getName());
        if (subject == null) {
            throw new IllegalArgumentException(
                    "Expected an input, but it is a " + record.getSchema().getName());
        }
        int id = registry.id(subject, record.getSchema());
        ByteBuffer header = ByteBuffer.allocate(1 + ID_BYTES).putInt(1, id);
        return new Writer(header, new SpecificDatumWriter<>(record.getSchema()));
    }
}

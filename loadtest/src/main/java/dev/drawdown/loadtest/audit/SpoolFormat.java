package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Source;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How records lie in a spool's files: one after the other, each whole. */
final class SpoolFormat {
    private static final int NONE = -1;

    private SpoolFormat() {}

    static void write(Recorded record, DataOutput out) throws IOException {
        Source source = record.source();
        out.writeByte(Auditor.TOPICS.indexOf(source.topic()));
        out.writeInt(source.partition());
        out.writeLong(source.offset());
        out.writeLong(record.at().toEpochMilli());
        write(record.key(), out);
        write(record.value(), out);
        out.writeShort(record.headers().size());
        for (Map.Entry<String, String> header : record.headers().entrySet()) {
            writeText(header.getKey(), out);
            writeText(header.getValue(), out);
        }
    }

    private static void write(@Nullable ByteBuffer bytes, DataOutput out) throws IOException {
        if (bytes == null) {
            out.writeInt(NONE);
            return;
        }
        out.writeInt(bytes.remaining());
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    /** Reads the next record, of a topic that was read already. */
    static Recorded read(int topic, DataInput in) throws IOException {
        Source source = new Source(Auditor.TOPICS.get(topic), in.readInt(), in.readLong());
        Instant at = Instant.ofEpochMilli(in.readLong());
        ByteBuffer key = readBytes(in);
        ByteBuffer value = readBytes(in);
        int headers = in.readUnsignedShort();
        return new Recorded(source, at, key, value, headers == 0 ? Map.of() : readHeaders(headers, in));
    }

    private static Map<String, String> readHeaders(int count, DataInput in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < count; i++) {
            headers.put(readText(in), readText(in));
        }
        return headers;
    }

    private static @Nullable ByteBuffer readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length == NONE) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Not Java's own form, which ends at 64 KiB: ids and messages are what anybody has made of them. */
    private static void writeText(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void write(Opening opening, DataOutput out) throws IOException {
        out.writeLong(opening.at().toEpochMilli());
        writeText(opening.key(), out);
        writeText(opening.walletId(), out);
        writeText(opening.ownerId(), out);
        writeText(opening.currency(), out);
        out.writeInt(opening.source().partition());
        out.writeLong(opening.source().offset());
    }

    /** Reads the next opening, of which the time was read already. */
    static Opening readOpening(long atMillis, DataInput in) throws IOException {
        return new Opening(
                Instant.ofEpochMilli(atMillis),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                new Source("wallet.commands", in.readInt(), in.readLong()));
    }
}

package dev.drawdown.loadtest.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recorded topics on disk, in buckets by the hash of the wallet's id, so that an audit never has to hold more than a bucket.
 *
 * <p>Several threads may write, each by a {@link Writer} of its own; a partition's records must all come from one, which
 * keeps their order.
 */
public final class Spool {
    private static final int CHUNK_BYTES = 32 << 10;
    private static final int BUFFER_BYTES = 256 << 10;
    /** Enough buckets that each is small, few enough that every one has a file of a decent size. */
    private static final int RECORDS_PER_BUCKET = 100_000;

    private static final int MOST_BUCKETS = 1024;

    private final WriterSchemas schemas;
    private final List<Path> buckets = new ArrayList<>();
    private final List<Path> openings = new ArrayList<>();
    private final List<Recorded> catalog = new ArrayList<>();
    private final List<Recorded> owners = new ArrayList<>();
    private final AtomicLong inputs = new AtomicLong();

    private Spool(Path folder, int count, WriterSchemas schemas) {
        this.schemas = schemas;
        for (int i = 0; i < count; i++) {
            buckets.add(folder.resolve("bucket-" + i));
            openings.add(folder.resolve("openings-" + i));
        }
    }

    /**
     * Makes an empty one.
     *
     * @param records how many are about to come
     */
    public static Spool create(Path folder, long records, WriterSchemas schemas) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Spool(folder, Math.clamp(records / RECORDS_PER_BUCKET, 2, MOST_BUCKETS), schemas);
    }

    /** Of the records so far, how many are inputs of wallets. */
    public long inputs() {
        return inputs.get();
    }

    int buckets() {
        return buckets.size();
    }

    WriterSchemas schemas() {
        return schemas;
    }

    List<Recorded> catalog() {
        return catalog;
    }

    List<Recorded> owners() {
        return owners;
    }

    /** Shows all records of a bucket. */
    void readBucket(int bucket, Consumer<Recorded> to) {
        try (DataInputStream in = open(buckets.get(bucket))) {
            for (int topic = in.read(); topic >= 0; topic = in.read()) {
                to.accept(SpoolFormat.read(topic, in));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The openings for the owners of a bucket, which are not those of the wallets in the bucket of that number. */
    List<Opening> readOpenings(int bucket) {
        List<Opening> read = new ArrayList<>();
        try (DataInputStream in = open(openings.get(bucket))) {
            while (true) {
                read.add(SpoolFormat.readOpening(in.readLong(), in));
            }
        } catch (EOFException end) {
            return read;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return Files.exists(file)
                ? new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))
                : new DataInputStream(InputStream.nullInputStream());
    }

    /** Puts records into the buckets, for one thread. */
    public final class Writer implements AutoCloseable {
        private final WireReader reader = new WireReader(schemas);
        private final Chunk[] records = new Chunk[buckets.size()];
        private final Chunk[] opened = new Chunk[buckets.size()];

        public Writer() {
            Arrays.setAll(records, bucket -> new Chunk(buckets.get(bucket)));
            Arrays.setAll(opened, bucket -> new Chunk(openings.get(bucket)));
        }

        public void add(Recorded record) {
            String topic = record.source().topic();
            if (Auditor.UNKEYED.contains(topic)) {
                synchronized (Spool.this) {
                    (topic.equals("wallet.catalog") ? catalog : owners).add(record);
                }
                return;
            }
            if (Auditor.INPUTS.contains(topic)) {
                inputs.incrementAndGet();
            }
            try {
                SpoolFormat.write(record, records[bucketOf(record.key())].next());
                Opening opening = topic.equals("wallet.commands") ? Auditor.opening(record, reader) : null;
                if (opening != null) {
                    SpoolFormat.write(opening, opened[bucketOf(opening.ownerId())].next());
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private int bucketOf(@Nullable Object key) {
            int hash = key == null ? 0 : key.hashCode();
            return Math.floorMod((hash * 0x9E3779B9) >>> 8, buckets.size());
        }

        @Override
        public void close() {
            for (Chunk chunk : records) {
                chunk.flush();
            }
            for (Chunk chunk : opened) {
                chunk.flush();
            }
        }
    }

    /** What is about to be appended to a file. */
    private static final class Chunk {
        private final Path file;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream data = new DataOutputStream(bytes);

        Chunk(Path file) {
            this.file = file;
        }

        DataOutputStream next() {
            if (bytes.size() >= CHUNK_BYTES) {
                flush();
            }
            return data;
        }

        void flush() {
            if (bytes.size() == 0) {
                return;
            }
            synchronized (file) {
                try (OutputStream out =
                        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                    bytes.writeTo(out);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
            bytes.reset();
        }
    }
}

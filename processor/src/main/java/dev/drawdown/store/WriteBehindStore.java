package dev.drawdown.store;

import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.jspecify.annotations.Nullable;

/**
 * A task's state that goes to its changelog once per changed key and commit, and to the disk only behind the commit.
 *
 * <p>A change lies in memory until the thread's producer commits ({@link CommittingProducer}). Just before, each changed key
 * goes to the changelog once, in the same transaction as outputs and offsets. When that has been committed, the same bytes
 * and the changelog's offset go to the disk in one batch. So:
 *
 * <ul>
 *   <li>The disk never holds what is not committed. After {@code kill -9} nothing is wiped: what was committed and had not
 *       reached the disk yet is read from the changelog, from the stored offset on, and that is a tail of one commit.
 *   <li>A transaction that fails leaves nothing to undo: the changes in memory are dropped.
 *   <li>Other threads may read the disk at any time, and see committed state only ({@link #committed}).
 *   <li>A hundred changes of one wallet between two commits cost one record and one write.
 * </ul>
 *
 * <p>It stands on public interfaces alone: a store that manages its own offsets, and a producer of the client supplier. The
 * offset that Kafka Streams hands to {@link #commit} is that of the last restore, since it does not see what is sent here:
 * it never takes back what is known better. For the same reason the standby that a task becomes replays what its disk
 * has long had, older values over newer ones; until it is through with that, the disk knows of no offset ({@link #restoreAll}).
 */
final class WriteBehindStore implements StateStore, StateTable, BatchingStateRestoreCallback {
    private static final String FOLDER = "write-behind";

    private final String name;
    private final Overlay uncommitted = new Overlay();
    private final List<DeferredWork> deferred = new ArrayList<>();
    private final ReadWriteLock opening = new ReentrantReadWriteLock();
    private final HotRecords hot;
    private volatile @Nullable Disk disk;
    private @Nullable Changelog changelog;
    private boolean joined;
    private boolean sent;

    /** Whether something has been committed that Kafka Streams has not seen in the changelog. */
    private boolean ahead;

    WriteBehindStore(String name, long hotBytes, int hotSegmentBytes) {
        this.name = name;
        hot = new HotRecords(Math.max(hotBytes, hotSegmentBytes), hotSegmentBytes);
    }

    @Override
    public String name() {
        return name;
    }

    /** Called again when a task that was closed dirty is revived, but not when a standby becomes active or the other way round. */
    @Override
    public void init(StateStoreContext context, StateStore root) {
        forgetUncommitted();
        hot.clear();
        ahead = false;
        changelog = Changelog.of(name, context);
        if (disk == null) {
            File directory = new File(new File(context.stateDir(), FOLDER), name);
            Disk opened = Disk.open(name, directory, context.appConfigs());
            // Without an offset, what is there is damaged: Kafka Streams then wipes it.
            if (opened.isEmpty()) {
                opened.putOffset(Changelog.OFFSET_UNKNOWN);
            }
            swap(opened);
        }
        context.register(root, this);
    }

    // --- reading and writing, on the stream thread -------------------------------------------------------------------

    @Override
    public byte @Nullable [] get(byte[] key) {
        Overlay.Change change = uncommitted.get(Bytes.wrap(key));
        if (change != null) {
            return change.value();
        }
        byte[] known = hot.get(key);
        if (known != null) {
            return known;
        }
        byte[] stored = disk().get(key);
        if (stored != null) {
            hot.put(key, stored);
        }
        return stored;
    }

    @Override
    public void put(byte[] key, byte[] value) {
        join();
        uncommitted.put(Bytes.wrap(key), value);
    }

    @Override
    public void putUnseen(byte[] key, byte[] value) {
        join();
        uncommitted.putUnseen(key, value);
    }

    @Override
    public void delete(byte[] key) {
        join();
        uncommitted.put(Bytes.wrap(key), null);
    }

    @Override
    public Entries range(byte[] from, byte[] to) {
        return new MergedEntries(disk().iterator(), from, to, uncommitted.range(Bytes.wrap(from), Bytes.wrap(to)));
    }

    @Override
    public boolean beforeCommit(DeferredWork work) {
        join();
        return deferred.add(work);
    }

    // --- the commit, on the stream thread ----------------------------------------------------------------------------

    private void join() {
        if (sent) {
            throw new IllegalStateException("Expected no change of " + name + " between its changelog and the commit");
        }
        if (!joined) {
            joined = true;
            ThreadTransaction.ofThisThread().join(this);
        }
    }

    void writeChangelog(Producer<byte[], byte[]> producer) {
        if (sent || !joined) {
            return;
        }
        Outbox outbox = (topic, key, value, millis) -> {
            var _ = producer.send(new ProducerRecord<>(topic, null, millis, key, value));
        };
        for (DeferredWork work : deferred) {
            work.run(outbox);
        }
        deferred.clear();
        sent = true;
        Changelog log = changelog();
        log.begin();
        uncommitted.forEach((key, value) -> log.send(producer, key, value));
    }

    void committed() {
        if (!joined || disk == null) {
            return;
        }
        if (!sent) {
            throw new IllegalStateException("Expected " + name + " in its changelog before the commit, but it is not");
        }
        if (!uncommitted.isEmpty()) {
            try (Disk.Batch batch = disk().batch()) {
                uncommitted.forEach(batch::put);
                batch.putOffset(changelog().lastOffset());
                batch.write();
            }
            ahead = true;
            uncommitted.forEach(this::renewHot);
        }
        forgetUncommitted();
    }

    /** What is only written, and never looked up, does not take the place of what is. */
    private void renewHot(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            hot.remove(key);
        } else {
            hot.renew(key, value);
        }
    }

    /** The task is about to be closed, and begins again with what has been committed. */
    void aborted() {
        forgetUncommitted();
    }

    @Override
    public void abandon() {
        ThreadTransaction.ofThisThread().leave(this);
        forgetUncommitted();
    }

    private void forgetUncommitted() {
        uncommitted.clear();
        deferred.clear();
        joined = false;
        sent = false;
    }

    // --- what Kafka Streams asks for ---------------------------------------------------------------------------------

    /**
     * An active task may become a standby and active again without being told: what was hot then has changed since.
     *
     * <p>Such a standby begins with the record behind the last that was restored, and not with the last that was written. In
     * between, a key has an older value than the offset on disk says. A process killed then, or stopped, would go on from that offset and
     * never see the newer value again; so it is forgotten until Kafka Streams tells how far it has come.
     */
    @Override
    public void restoreAll(Collection<KeyValue<byte[], byte[]>> records) {
        if (hot.size() > 0) {
            hot.clear();
        }
        try (Disk.Batch batch = disk().batch()) {
            if (ahead) {
                batch.putOffset(Changelog.OFFSET_UNKNOWN);
            }
            for (KeyValue<byte[], byte[]> entry : records) {
                batch.put(entry.key, entry.value);
            }
            batch.write();
        }
        ahead = false;
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        TopicPartition partition = changelog().partition();
        if (changelogOffsets.isEmpty()) {
            disk().putOffset(null);
        } else if (changelogOffsets.containsKey(partition)) {
            Long offset = changelogOffsets.get(partition);
            Long known = disk().offset();
            if (offset == null || known == null || offset > known) {
                disk().putOffset(offset);
            }
        }
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        if (!partition.equals(changelog().partition())) {
            throw new IllegalStateException("Expected " + name + " to have its changelog in "
                    + changelog().partition() + ", but it is in " + partition);
        }
        return disk().offset();
    }

    @Override
    @SuppressWarnings("deprecation") // Deprecated because it is to become a matter of course.
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return disk != null;
    }

    @Override
    public void close() {
        swap(null);
        forgetUncommitted();
        hot.clear();
    }

    /** Waits for readers on other threads: a disk that is closed under one would take the process down. */
    private void swap(@Nullable Disk next) {
        opening.writeLock().lock();
        try {
            Disk before = disk;
            disk = next;
            if (before != null) {
                before.close();
            }
        } finally {
            opening.writeLock().unlock();
        }
    }

    // --- reading from other threads ----------------------------------------------------------------------------------

    /**
     * A key's committed value, from any thread; null where there is none.
     *
     * @throws InvalidStateStoreException if the store is closed
     */
    byte @Nullable [] committed(byte[] key) {
        opening.readLock().lock();
        try {
            Disk open = disk;
            if (open == null) {
                throw new InvalidStateStoreException("Expected " + name + " to be open, but it has moved away");
            }
            return open.get(key);
        } finally {
            opening.readLock().unlock();
        }
    }

    private Changelog changelog() {
        Changelog log = changelog;
        if (log == null) {
            throw new IllegalStateException("Expected " + name + " to be initialized, but it is not");
        }
        return log;
    }

    private Disk disk() {
        Disk open = disk;
        if (open == null) {
            throw new IllegalStateException("Expected " + name + " to be open, but it is closed");
        }
        return open;
    }
}

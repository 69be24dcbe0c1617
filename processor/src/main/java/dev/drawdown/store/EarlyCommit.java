package dev.drawdown.store;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit before its time where little is to gain by waiting.
 *
 * <p>What is committed together costs less, so with a backlog it pays to commit seldom. Without one there is time for more
 * commits, and whoever waits for the result should have it.
 *
 * <p>A thread commits all of its tasks together. So where one of them has just had its way there is less to gain for the
 * others, and on a machine with much to do, where a commit takes long, there are fewer of them.
 */
public final class EarlyCommit {
    private static final long NOTHING = -1;

    private final ProcessorContext<?, ?> context;
    private final BooleanSupplier isInTime;
    private final ThreadTransaction transaction;

    /** How many commits there had been when something was processed last. */
    private long processedAfter = NOTHING;

    /**
     * Looks at regular intervals, from now on, and as long as the task lives; to be called on the task's thread.
     *
     * @param isInTime whether now is the moment; asked only if something is uncommitted
     */
    public EarlyCommit(ProcessorContext<?, ?> context, Duration interval, BooleanSupplier isInTime) {
        this(context, interval, isInTime, ThreadTransaction.ofThisThread());
    }

    EarlyCommit(
            ProcessorContext<?, ?> context,
            Duration interval,
            BooleanSupplier isInTime,
            ThreadTransaction transaction) {
        this.context = context;
        this.isInTime = isInTime;
        this.transaction = transaction;
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    /** Notes that something has been processed. */
    public void processed() {
        processedAfter = transaction.commits();
    }

    private void look(long nowMillis) {
        boolean isUncommitted = processedAfter == transaction.commits();
        if (isUncommitted && transaction.isRested() && isInTime.getAsBoolean()) {
            processedAfter = NOTHING;
            context.commit();
        }
    }
}

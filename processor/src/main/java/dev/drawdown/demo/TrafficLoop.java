package dev.drawdown.demo;

import dev.drawdown.schemas.CommandOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the traffic at a steady rate, in many small portions, until it is closed. */
final class TrafficLoop implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TrafficLoop.class);
    private static final long PORTION_MILLIS = 20;
    /** After a pause of the machine it does not try to make up for more than this. */
    private static final long MOST_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DemoTraffic traffic;
    private final Router router;
    private final Outbox outbox;
    private final double perNano;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<CommandOutcome> answers = new ArrayList<>();

    TrafficLoop(DemoTraffic traffic, Router router, Outbox outbox, int perSecond, Clock clock) {
        this.traffic = traffic;
        this.router = router;
        this.outbox = outbox;
        this.perNano = perSecond / 1e9;
        this.clock = clock;
    }

    @Override
    public void run() {
        long last = System.nanoTime();
        double due = 0;
        try {
            while (!closed.await(PORTION_MILLIS, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                due += Math.min(now - last, MOST_BEHIND_NANOS) * perNano;
                last = now;
                portion((int) due);
                due -= (int) due;
            }
        } catch (InterruptedException | InterruptException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void portion(int events) {
        Instant now = clock.instant();
        try {
            router.drainAnswers(answers);
            answers.forEach(answer -> traffic.answered(answer, now));
            answers.clear();
            outbox.send(traffic.consequences(now));
            for (int i = 0; i < events; i++) {
                outbox.send(traffic.next(now));
            }
        } catch (SerializationException unsendable) {
            log.warn("Could not send: {}", unsendable.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.client.Shipper;
import dev.drawdown.loadtest.traffic.Traffic;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends so many inputs a second until it is closed, whatever becomes of them. */
final class SteadyLoad implements AutoCloseable {
    private final Traffic traffic;
    private final Shipper shipper;
    private final int perSecond;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread sender = Thread.ofPlatform().name("sender").unstarted(this::send);
    private volatile boolean over;

    private SteadyLoad(Traffic traffic, Shipper shipper, int perSecond) {
        this.traffic = traffic;
        this.shipper = shipper;
        this.perSecond = perSecond;
    }

    /** Nobody else may take from the traffic until it is closed. */
    static SteadyLoad start(Traffic traffic, Shipper shipper, int perSecond) {
        SteadyLoad load = new SteadyLoad(traffic, shipper, perSecond);
        load.sender.start();
        return load;
    }

    private void send() {
        try {
            Metronome metronome = new Metronome(System.nanoTime(), perSecond);
            for (long beat = 0; !over && metronome.await(beat, () -> over); beat++) {
                shipper.send(traffic.next(Instant.now()));
            }
            shipper.flush();
        } catch (RuntimeException failed) {
            failure.set(failed);
        }
    }

    /** Whoever waits for what comes of the load looks here whether there is any. */
    void requireSending() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Returns when the broker has all that was sent. */
    @Override
    public void close() {
        over = true;
        try {
            sender.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LoadtestFailure("Interrupted while sending");
        }
        requireSending();
    }
}

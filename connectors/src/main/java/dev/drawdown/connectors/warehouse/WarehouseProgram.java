package dev.drawdown.connectors.warehouse;

import dev.drawdown.postgres.PostgresUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A warehouse as a process of its own: {@code WarehouseProgram BOOTSTRAP REGISTRY PREFIX PORT DIRECTORY}. It says {@code READY}
 * and where {@code psql} finds it, or {@code FAILED} and why not, and lives until its input ends.
 */
public final class WarehouseProgram {
    private static final Logger log = LoggerFactory.getLogger(WarehouseProgram.class);
    private static final int ARGUMENTS = 5;
    private static final long LOOK_SECONDS = 5;

    private WarehouseProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        if (arguments.length != ARGUMENTS) {
            System.out.println("FAILED Expected BOOTSTRAP REGISTRY PREFIX PORT DIRECTORY, but there are "
                    + arguments.length + " arguments");
            return;
        }
        Warehouse.Source source = new Warehouse.Source(arguments[0], arguments[1], arguments[2]);
        try (Warehouse warehouse = Warehouse.open(Path.of(arguments[4]), Integer.parseInt(arguments[3]), source);
                ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
            var _ = watch.scheduleWithFixedDelay(
                    () -> tend(warehouse.worker()), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
            System.out.println("READY " + warehouse.psqlUrl());
            awaitEndOfInput();
            watch.shutdownNow();
        } catch (PostgresUnavailableException unavailable) {
            System.out.println("FAILED " + unavailable.getMessage());
        }
    }

    /** What stopped a sink may have passed by: what it had not written comes again. */
    private static void tend(ConnectWorker worker) {
        try {
            for (String failure : worker.failures()) {
                log.warn("A sink has stopped and is started anew: {}", failure);
            }
            worker.restartFailed();
        } catch (RuntimeException failure) {
            log.warn("Expected to start the sinks anew, but it failed", failure);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing comes; its end is the end of whoever started us.
        }
    }
}

package dev.drawdown.loadtest.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.client.Books;
import dev.drawdown.loadtest.client.Driver;
import dev.drawdown.loadtest.client.Registry;
import dev.drawdown.loadtest.workload.Profile;
import dev.drawdown.loadtest.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its users have it: only topics, only the contract, every field of every record predicted. */
class BooksTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Longer than an input waits for a wallet or a price that never comes. */
    private static final Duration SETTLING = Duration.ofSeconds(100);

    @TempDir
    Path directory;

    @Test
    void shouldKeepExactlyTheBooksThatTheRulesPredict() {
        try (RunningDemo demo = new RunningDemo(directory).start()) {
            Profile profile = new Profile("books", 11, Instant.now(), 24, 3000, Duration.ofMillis(1), 0.1, 0.02, 0.25);
            Registry registry = new Registry(demo.connection());
            try (Driver driver = new Driver(demo.connection(), registry, PATIENCE)) {
                driver.run(Workload.of(profile));
                AuditReport report = Books.awaitClean(demo.connection(), registry, SETTLING);

                assertThat(report.differences()).as(report.toString()).isEmpty();
                assertThat(report.counted("entries")).isGreaterThan(2000);
            }
        }
    }

    @Test
    void shouldKeepTheSameBooksWhenKilledInTheMiddle() {
        try (RunningDemo demo = new RunningDemo(directory).start();
                Driver driver = new Driver(demo.connection(), new Registry(demo.connection()), PATIENCE)) {
            driver.run(Workload.of(
                    new Profile("before", 12, Instant.now(), 16, 500, Duration.ofMillis(1), 0.1, 0.01, 0.3)));
            Profile during = new Profile("during", 13, Instant.now(), 16, 8000, Duration.ofMillis(1), 0.1, 0.01, 0.2);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> driver.run(Workload.of(during)));
            driver.awaitSent(4000, PATIENCE);
            demo.killHard();
            demo.start();
            sending.join();
            driver.run(Workload.of(
                    new Profile("after", 14, Instant.now(), 16, 500, Duration.ofMillis(1), 0.1, 0.01, 0.3)));

            AuditReport report = Books.awaitClean(demo.connection(), new Registry(demo.connection()), SETTLING);
            assertThat(report.differences()).as(report.toString()).isEmpty();
        }
    }

    /** Settable, since it takes a few minutes on a small machine. */
    private static final int MANY = Integer.getInteger("drawdown.test.events", 100_000);

    @Test
    void shouldIgnoreEveryDuplicateAndPutEveryBadOneAsideAmongManyEvents() {
        try (RunningDemo demo = new RunningDemo(directory).start();
                Driver driver = new Driver(demo.connection(), new Registry(demo.connection()), PATIENCE)) {
            driver.run(Workload.of(
                    new Profile("many", 15, Instant.now(), 400, MANY, Duration.ofMillis(1), 0.1, 0.01, 0.02)));

            AuditReport report = Books.awaitClean(demo.connection(), new Registry(demo.connection()), SETTLING);
            assertThat(report.differences()).as(report.toString()).isEmpty();
            assertThat(report.counted("event DUPLICATE")).isGreaterThan(MANY * 8 / 100);
            assertThat(report.counted("dead letters")).isGreaterThan(MANY / 200);
        }
    }
}

package dev.drawdown.loadtest.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.workload.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weeks of a few wallets' lives, in which credit expires, holds time out and grants come due. */
class SimulationTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldKeepTheBooksThatTheModelPredicts(long seed) {
        Profile profile = new Profile("s", seed, START, 22, 1500, Duration.ofMinutes(20), 0.1, 0.03, 0.25);

        AuditReport report = Simulation.run(profile, seed % 2 == 0 ? 1 : 5, directory);

        assertThat(report.differences()).as(report.toString()).isEmpty();
    }

    /** Three wallets whose leads a card pays: it pays, fails on all of them, and is given back to. */
    @ParameterizedTest
    @ValueSource(longs = {23, 24})
    void shouldLetCardsPayForLeads(long seed) {
        Profile profile = new Profile("c", seed, START, 33, 2500, Duration.ofSeconds(30), 0.05, 0.01, 0.4);

        AuditReport report = Simulation.run(profile, seed % 2 == 0 ? 1 : 5, directory);

        assertThat(report.differences()).as(report.toString()).isEmpty();
        assertThat(report.counted("alert CARD_FAILING")).isPositive();
    }

    /** The month's end comes after eleven days, and after three more what is not paid is overdue. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldInvoiceWhatIsOwedWhenTheMonthEnds(long seed) {
        Instant late = Instant.parse("2026-03-20T10:00:00Z");
        Profile profile = new Profile("m", seed, late, 22, 1500, Duration.ofMinutes(20), 0.1, 0.03, 0.2);

        AuditReport report = Simulation.run(profile, seed % 2 == 0 ? 1 : 5, directory);

        assertThat(report.differences()).as(report.toString()).isEmpty();
    }
}

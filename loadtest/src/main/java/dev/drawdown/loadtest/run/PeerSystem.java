package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.measure.GcLog;
import dev.drawdown.loadtest.measure.Watchtower;
import dev.drawdown.loadtest.process.Child;
import dev.drawdown.loadtest.process.Cluster;
import dev.drawdown.loadtest.process.Program;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer: it says how many inputs it has committed, and where it writes a ledger of its own, that is watched as the
 * processor's is.
 */
final class PeerSystem implements SystemUnderTest {
    private static final String MAIN = "dev.drawdown.loadtest.peers.PeerMain";
    private static final String APPLIED = "applied ";

    private final String kind;
    private final List<String> options;
    private final Program program;
    private final Cluster cluster;
    private final Path folder;
    private final Watchtower watchtower;
    private long events;
    private long ledgerBefore;
    private long logRead;
    private long applied;
    private String unfinishedLine = "";

    PeerSystem(
            String kind, List<String> options, Program program, Cluster cluster, Path folder, Watchtower watchtower) {
        this.kind = kind;
        this.options = options;
        this.program = program;
        this.cluster = cluster;
        this.folder = folder;
        this.watchtower = watchtower;
    }

    @Override
    public String name() {
        return kind;
    }

    @Override
    public long expect(Backlog backlog) {
        events = backlog.traffic().events();
        return events;
    }

    @Override
    public Child start() {
        Path log = log();
        try {
            Files.deleteIfExists(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        logRead = 0;
        applied = 0;
        unfinishedLine = "";
        ledgerBefore = ledgerEnd();
        List<String> arguments = new ArrayList<>(List.of(
                kind,
                "--bootstrap=" + cluster.connection().bootstrap(),
                "--registry=" + cluster.connection().registryUrl(),
                "--data=" + folder.resolve("peer-" + kind)));
        arguments.addAll(options);
        return program.with(GcLog.options(gcLog())).start("peer " + kind, log, MAIN, arguments);
    }

    @Override
    public Path gcLog() {
        return folder.resolve("peer-" + kind + "-gc.log");
    }

    private Path log() {
        return folder.resolve("peer-" + kind + ".log");
    }

    private long ledgerEnd() {
        String ledger = "peer-" + kind + ".ledger";
        return watchtower.exists(ledger) ? watchtower.committed(ledger) : 0;
    }

    @Override
    public long committed() {
        readLog();
        long written = ledgerEnd() - ledgerBefore;
        return written > 0 ? written : applied;
    }

    @Override
    public long lag() {
        readLog();
        return Math.max(0, events - applied);
    }

    @Override
    public Duration settling() {
        return Duration.ZERO;
    }

    private void readLog() {
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            byte[] news = new byte[(int) (file.length() - logRead)];
            file.seek(logRead);
            file.readFully(news);
            logRead += news.length;
            String text = unfinishedLine + new String(news, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            unfinishedLine = text.substring(end);
            text.substring(0, end)
                    .lines()
                    .filter(line -> line.startsWith(APPLIED))
                    .forEach(this::takeApplied);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** It counts from the first input that is still there; one whose group stood before that says less than nothing. */
    private void takeApplied(String line) {
        try {
            applied =
                    Math.max(0, Long.parseLong(line.substring(APPLIED.length()).strip()));
        } catch (NumberFormatException other) {
            throw new LoadtestFailure("Expected a number from " + kind + ", but it said '" + line + "'", other);
        }
    }
}

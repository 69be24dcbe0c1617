package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.audit.Auditor;
import dev.drawdown.loadtest.measure.Watchtower;
import dev.drawdown.loadtest.process.Child;
import dev.drawdown.loadtest.process.Installation;
import dev.drawdown.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The processor itself. */
final class ProcessorSystem implements SystemUnderTest {
    static final String NAME = "drawdown";
    private static final String LEDGER = "wallet.ledger";

    /** Where wallets and owners send each other word. */
    private static final List<String> WITHIN = List.of(
            Topics.unprefixed().walletInputs.name(),
            Topics.unprefixed().ownerInputs.name());

    /** A partition that has been read to its end still lacks the markers of the last transactions, one of each thread. */
    private static final int MOST_MARKERS = 8;

    private final Installation installation;
    private final Watchtower watchtower;
    private long before;

    ProcessorSystem(Installation installation, Watchtower watchtower) {
        this.installation = installation;
        this.watchtower = watchtower;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long expect(Backlog backlog) {
        return backlog.traffic().inputs();
    }

    @Override
    public Child start() {
        before = watchtower.committed(LEDGER);
        return installation.run(Installation.FIRST);
    }

    @Override
    public Path gcLog() {
        return installation.gcLog(Installation.FIRST);
    }

    @Override
    public long committed() {
        return watchtower.committed(LEDGER) - before;
    }

    /** Balances are published within a second of their change. */
    @Override
    public Duration settling() {
        return Duration.ofSeconds(2);
    }

    /** Of the topics that we write to; those within the installation end with transaction markers that nobody reads. */
    @Override
    public long lag() {
        return watchtower.lag(installation.group(), Auditor.INPUTS);
    }

    /**
     * Whether wallets and owners have heard all word of each other, too.
     *
     * <p>It is done by the same threads: a million wallets that have just been opened leave some twenty seconds of it.
     */
    boolean isQuietWithin() {
        int partitions = WITHIN.stream()
                .mapToInt(topic -> watchtower.partitionsOf(topic).size())
                .sum();
        return watchtower.lag(installation.group(), WITHIN) <= (long) MOST_MARKERS * partitions;
    }
}

package dev.drawdown.api;

import java.util.Locale;

/** Every metric of Drawdown's own, named once; the JVM's come beside them. */
public enum Meter {
    INPUTS_ACCEPTED(Type.COUNTER, "drawdown.inputs.accepted", "", "Inputs that changed a wallet."),
    INPUTS_DUPLICATE(
            Type.COUNTER, "drawdown.inputs.duplicate", "", "Inputs that had been seen before, and changed nothing."),
    INPUTS_PARKED(
            Type.COUNTER,
            "drawdown.inputs.parked",
            "",
            "Inputs that had to wait for their wallet or their price to arrive."),
    INPUTS_PARKED_WAITING(
            Type.GAUGE,
            "drawdown.inputs.parked.waiting",
            "",
            "How many of them the task that parked last had waiting just then."),
    INPUTS_MISPLACED(
            Type.COUNTER,
            "drawdown.inputs.misplaced",
            "",
            "Inputs that a producer with another partitioner than murmur2 had put on a wrong partition; they were sent"
                    + " on."),
    COMMANDS_REFUSED(
            Type.COUNTER, "drawdown.commands.refused", "code", "Commands that were refused, by the outcome's code."),
    DEAD_LETTERS(
            Type.COUNTER,
            "drawdown.dead.letters",
            "code",
            "Inputs that went to the dead letters, by the reason's code."),
    LEDGER_ENTRIES(Type.COUNTER, "drawdown.ledger.entries", "", "Ledger entries written."),
    DUE_APPLIED(
            Type.COUNTER,
            "drawdown.due.applied",
            "",
            "Times that something due (an expiry, a hold's end) was applied to a wallet."),

    PAYMENT_CALLS(
            Type.GAUGE,
            "drawdown.payments.calls.pending",
            "",
            "Calls to the payment provider that are under way or wait for their turn."),
    PAYMENTS_RESTING(
            Type.GAUGE,
            "drawdown.payments.resting",
            "",
            "1 while no payments are called for, since most calls came to nothing; requests wait."),

    REGISTRY_UP(
            Type.GAUGE,
            "drawdown.registry.up",
            "",
            "1 while the schema registry answers the threads that ask it, else 0."),
    STREAMS_RUNNING(
            Type.GAUGE,
            "drawdown.streams.running",
            "role",
            "1 while the role's graph runs, 0 while it starts, moves or has stopped."),
    STREAMS_THREADS(Type.GAUGE, "drawdown.streams.threads", "role", "Threads that process."),
    STREAMS_THREADS_REPLACED(
            Type.GAUGE,
            "drawdown.streams.threads.replaced",
            "role",
            "Threads that failed since the start, and were replaced."),
    STREAMS_RESTORING(
            Type.GAUGE,
            "drawdown.streams.restoring.records",
            "role",
            "Records of state still to be restored before processing goes on."),
    STREAMS_LAG(
            Type.GAUGE,
            "drawdown.streams.lag.records",
            "role",
            "Unread input records of the partition that is furthest behind."),
    STREAMS_PROCESSED(Type.GAUGE, "drawdown.streams.processed.rate", "role", "Input records processed per second."),
    STREAMS_COMMITS(Type.GAUGE, "drawdown.streams.commit.rate", "role", "Commits per second, of all threads."),
    STREAMS_COMMIT_MILLIS_MAX(
            Type.GAUGE,
            "drawdown.streams.commit.latency.max.ms",
            "role",
            "The longest commit of the last half minute, in ms."),
    STREAMS_CONSUMED_BYTES(Type.GAUGE, "drawdown.streams.consumed.bytes.rate", "role", "Bytes read per second."),
    STREAMS_PRODUCED_BYTES(
            Type.GAUGE, "drawdown.streams.produced.bytes.rate", "role", "Bytes written per second, before commit."),
    STREAMS_PRODUCE_ERRORS(
            Type.GAUGE, "drawdown.streams.produce.error.rate", "role", "Records per second that could not be written."),
    STATE_KEYS(Type.GAUGE, "drawdown.state.keys", "role", "Keys in RocksDB, as it estimates them."),
    STATE_DISK_BYTES(Type.GAUGE, "drawdown.state.disk.bytes", "role", "Size of RocksDB's files."),
    STATE_MEMORY_BYTES(Type.GAUGE, "drawdown.state.memtable.bytes", "role", "Memory in RocksDB's write buffers."),

    CALLS_TURNED_AWAY(
            Type.COUNTER,
            "drawdown.calls.turned.away",
            "code",
            "Calls over HTTP that were not let in, by the problem's code: no token that counts, one of another role, or"
                    + " too many calls."),
    JWT_KEYS_AGE(
            Type.GAUGE,
            "drawdown.access.jwt.keys.age.seconds",
            "",
            "How long ago the keys were read that JWTs are verified by, where these are taken; -1 as long as they"
                    + " could not be."),

    VIEWS_UNREADABLE(
            Type.GAUGE,
            "drawdown.views.unreadable",
            "",
            "Records of Drawdown's own topics that the read models could not read, and left out."),
    CONSERVATION_CREDITS(
            Type.GAUGE,
            "drawdown.conservation.credits",
            "currency,partition",
            "What the ledger gave to the wallets, each up to its last balance that was compared."),
    CONSERVATION_DEBITS(
            Type.GAUGE, "drawdown.conservation.debits", "currency,partition", "What it took from them up to there."),
    CONSERVATION_BALANCES(Type.GAUGE, "drawdown.conservation.balances", "currency,partition", "What they have there."),
    CONSERVATION_DIFFERENCE(
            Type.GAUGE,
            "drawdown.conservation.difference",
            "currency,partition",
            "Credits less debits less balances: zero at all times, or money was made or lost."),
    CONSERVATION_WALLETS(
            Type.GAUGE, "drawdown.conservation.wallets", "currency,partition", "Wallets that have been compared."),
    CONSERVATION_WAITING(
            Type.GAUGE,
            "drawdown.conservation.waiting",
            "currency,partition",
            "Wallets whose balance names an entry that the ledger has not come to yet: none for longer than seconds."),
    CONSERVATION_BREAKS(
            Type.GAUGE,
            "drawdown.conservation.breaks",
            "currency,partition",
            "Entries that did not follow on the one before, by number or by balance: zero, or the ledger has been"
                    + " damaged.");

    /** Whether it only grows. */
    public enum Type {
        COUNTER,
        GAUGE
    }

    private final Type type;
    private final String id;
    private final String tag;
    private final String help;

    Meter(Type type, String id, String tag, String help) {
        this.type = type;
        this.id = id;
        this.tag = tag;
        this.help = help;
    }

    public Type type() {
        return type;
    }

    /** Returns the name as the program has it, with dots. */
    public String id() {
        return id;
    }

    /** Returns the name as Prometheus has it. */
    public String prometheusName() {
        return id.replace('.', '_').toLowerCase(Locale.ROOT) + (type == Type.COUNTER ? "_total" : "");
    }

    /** Returns the label that tells its series apart, or several with commas between; empty where there is one series. */
    public String tag() {
        return tag;
    }

    /** Returns what it says. */
    public String help() {
        return help;
    }
}

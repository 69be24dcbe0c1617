package dev.drawdown.loadtest.cli;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.client.Connection;
import dev.drawdown.loadtest.run.RunPlan.Mode.Recovery.Target;
import dev.drawdown.loadtest.traffic.Distribution;
import dev.drawdown.loadtest.traffic.Mix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what is impossible about some wishes, all of it at once and before anything is started. */
final class WishCheck {
    /** Settings that are the load test's own, and what to use instead. */
    private static final Map<String, String> OWN_SETTINGS = Map.of(
            "drawdown.topics.prefix", "the load test uses the topics under their plain names",
            "drawdown.topics.partitions", "use --partitions",
            "drawdown.registry.url", "use --registry or --config",
            "kafka.bootstrap.servers", "use --bootstrap or --config",
            "drawdown.state.dir", "use --data",
            "drawdown.idempotency.window", "the auditor knows the default",
            "drawdown.claim.window", "the auditor knows the default",
            "drawdown.return.grace", "the auditor knows the default",
            "drawdown.expiring.notice", "the auditor knows the default");

    private static final int MOST_WALLETS = 50_000_000;
    private static final long MOST_EVENTS = 1_000_000_000L;
    private static final double MOST_SHARE = 0.5;
    private static final int MOST_RATE = 1_000_000;
    private static final int MOST = 10_000;
    private static final int MOST_INSTANCES = 16;
    private static final long BYTES_PER_AUDITED_INPUT = 3 << 10;
    private static final String INSTANCE_ID = "drawdown.instance.id";
    private static final String ROLES = "drawdown.roles";

    private final List<String> problems = new ArrayList<>();

    private WishCheck() {}

    static List<String> problems(Wishes wishes) {
        WishCheck check = new WishCheck();
        check.traffic(wishes);
        check.mode(wishes);
        check.peers(wishes);
        check.place(wishes);
        return check.problems;
    }

    private void traffic(Wishes wishes) {
        if (wishes.events != null) {
            between("--events", wishes.events, 1, MOST_EVENTS);
        }
        between("--wallets", wishes.wallets(), 1, MOST_WALLETS);
        between("--rounds", wishes.rounds, 1, MOST);
        between("--partitions", wishes.partitions, 1, MOST);
        between("--peer-seconds", wishes.peerSeconds, 1, MOST);
        share("--duplicates", wishes.duplicates);
        share("--garbage", wishes.garbage);
        for (String kind : wishes.distributions) {
            attempt("--distribution", () -> Distribution.parse(kind, Math.max(1, wishes.wallets())));
        }
        if (Set.copyOf(wishes.distributions).size() < wishes.distributions.size()) {
            problems.add("Expected --distribution to name each kind once; --rounds repeats all of them");
        }
        if (wishes.distributions.contains("hot") && !wishes.noAudit && hotInputs(wishes) > hotInputsThatFit()) {
            problems.add("Expected at most " + hotInputsThatFit() + " inputs of one hot wallet to be audited with this"
                    + " much memory, but there would be " + hotInputs(wishes) + ": use --no-audit, or fewer --events or"
                    + " --rounds, or more memory (DRAWDOWN_JAVA_OPTS=-Xmx...)");
        }
        if (wishes.distributions.size() > 1 && wishes.mode != Wishes.Mode.DRAIN) {
            problems.add("Expected several kinds of --distribution only with --mode drain");
        }
        attempt("--mix", () -> Mix.parse(wishes.mix));
        wishes.settings.forEach((key, value) -> {
            String instead = OWN_SETTINGS.get(key);
            if (instead != null) {
                problems.add("Expected --set not to change " + key + ": " + instead);
            }
        });
    }

    private void mode(Wishes wishes) {
        switch (wishes.mode) {
            case DRAIN -> {
                only("--rate", wishes.rate, "open or recovery", wishes);
                only("--warmup", wishes.warmup, "open", wishes);
                only("--reads", wishes.reads, "open", wishes);
                withoutKills(wishes);
            }
            case OPEN -> {
                withoutKills(wishes);
                reads(wishes);
            }
            case RECOVERY -> recovery(wishes);
        }
        if (wishes.rate != null) {
            between("--rate", wishes.rate, 1, MOST_RATE);
        }
        if (wishes.warmup != null) {
            between("--warmup", wishes.warmup, 0, MOST);
        }
    }

    private static long hotInputs(Wishes wishes) {
        return wishes.mode == Wishes.Mode.RECOVERY ? 0 : (wishes.events() + wishes.warmupInputs()) * wishes.rounds;
    }

    /** All that a wallet ever had is replayed at once. */
    private static long hotInputsThatFit() {
        return Runtime.getRuntime().maxMemory() / BYTES_PER_AUDITED_INPUT;
    }

    private void reads(Wishes wishes) {
        if (wishes.reads == null) {
            return;
        }
        between("--reads", wishes.reads, 1, MOST_RATE);
        String roles = wishes.settings.get(ROLES);
        if (roles != null && !List.of(roles.split(",", -1)).contains("api")) {
            problems.add("Expected --set " + ROLES + " to have api in it with --reads, but it is " + roles);
        }
    }

    private void withoutKills(Wishes wishes) {
        only("--kills", wishes.kills, "recovery", wishes);
        only("--kill", wishes.target, "recovery", wishes);
        only("--instances", wishes.instances, "recovery", wishes);
        only("--standbys", wishes.standbys, "recovery", wishes);
    }

    private void recovery(Wishes wishes) {
        only("--warmup", wishes.warmup, "open", wishes);
        only("--reads", wishes.reads, "open", wishes);
        only("--events", wishes.events, "drain or open", wishes);
        if (wishes.rounds != 1) {
            problems.add("Expected --rounds only with --mode drain or open; more --kills measure recovery more often");
        }
        if (wishes.kills != null) {
            between("--kills", wishes.kills, 1, MOST);
        }
        between("--instances", wishes.instances(), 1, MOST_INSTANCES);
        if (wishes.standbys != null) {
            between("--standbys", wishes.standbys, 0, wishes.instances() - 1L);
        }
        if (wishes.elsewhere() && wishes.target != null && wishes.target != Target.PROCESSOR) {
            problems.add("Expected --kill processor on a cluster that is not ours, but it is "
                    + wishes.target.name().toLowerCase(Locale.ROOT));
        }
        if (wishes.settings.containsKey(INSTANCE_ID)) {
            problems.add(
                    "Expected --set not to change " + INSTANCE_ID + " with --mode recovery: each instance has its own");
        }
    }

    private void only(String option, @Nullable Object value, String modes, Wishes wishes) {
        if (value != null) {
            problems.add("Expected " + option + " only with --mode " + modes + ", but it is "
                    + wishes.mode.name().toLowerCase(Locale.ROOT));
        }
    }

    private void peers(Wishes wishes) {
        if (wishes.peers.isEmpty()) {
            return;
        }
        for (String kind : wishes.peers) {
            if (!Wishes.PEERS.contains(kind)) {
                problems.add("Expected --peers to be of " + String.join(", ", Wishes.PEERS) + ", but there is '" + kind
                        + "'");
            }
        }
        if (wishes.mode != Wishes.Mode.DRAIN) {
            problems.add("Expected --peers only with --mode drain: they are measured by how fast they take a backlog");
        }
        if (wishes.elsewhere()) {
            problems.add("Expected --peers only with the embedded broker: they read its topics from their beginning");
        }
    }

    private void place(Wishes wishes) {
        if ((wishes.bootstrap == null) != (wishes.registry == null)) {
            problems.add("Expected --bootstrap and --registry together, or neither");
        }
        if (wishes.bootstrap != null && wishes.config != null) {
            problems.add("Expected --bootstrap or --config, not both");
        }
        Path config = wishes.config;
        if (config != null) {
            attempt("--config", () -> Connection.read(config));
        }
        Path data = wishes.data;
        if (data != null && Files.isDirectory(data) && !isEmpty(data)) {
            problems.add("Expected --data to be a folder of its own, but there is something in " + data);
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        } catch (java.io.IOException unreadable) {
            return false;
        }
    }

    private void between(String option, long value, long least, long most) {
        if (value < least || value > most) {
            problems.add("Expected " + option + " to be " + least + " to " + most + ", but it is " + value);
        }
    }

    private void share(String option, double value) {
        if (!(value >= 0 && value <= MOST_SHARE)) {
            problems.add("Expected " + option + " to be a share of 0 to " + MOST_SHARE + ", but it is " + value);
        }
    }

    private void attempt(String option, Runnable parse) {
        try {
            parse.run();
        } catch (IllegalArgumentException | LoadtestFailure impossible) {
            problems.add(option + ": " + impossible.getMessage());
        }
    }
}

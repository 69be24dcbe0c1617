package dev.drawdown.connectors.warehouse;

import dev.drawdown.connectors.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** A Connect worker with the sinks in a process of its own, writing to somebody else's database. */
final class WorkerChild {
    static final String READY = "READY";

    /** Whose clocks go on by half hours, by summer time of either half of the world, and not at all. */
    private static final List<String> ZONES =
            List.of("Asia/Kolkata", "Pacific/Auckland", "Europe/Berlin", "America/St_Johns", "UTC");

    private WorkerChild() {}

    /** Starts one, the next in another time zone than the last. */
    static ChildJvm start(Warehouse.Source source, String url, String password, Path directory, int number) {
        return start(source, url, password, directory, number, ZONES.get(number % ZONES.size()));
    }

    /** Starts one in a time zone. */
    static ChildJvm start(
            Warehouse.Source source, String url, String password, Path directory, int number, String zone) {
        return ChildJvm.start(
                WorkerChild.class,
                directory.resolve("worker-" + number + ".log"),
                Map.of("TZ", zone),
                source.bootstrap(),
                source.registryUrl(),
                source.topicsPrefix(),
                url,
                password,
                directory.toString());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Warehouse.Source source = new Warehouse.Source(arguments[0], arguments[1], arguments[2]);
        try (ConnectWorker worker = ConnectWorker.start(source.bootstrap(), Path.of(arguments[5]))) {
            for (String file : Sinks.FILES) {
                worker.deploy(Sinks.read(file, Warehouse.environment(arguments[3], arguments[4], source)));
            }
            System.out.println(READY + " " + ZoneId.systemDefault());
            while (System.in.read() >= 0) {
                // Nothing comes; the end of the input means that the parent is gone or closes us.
            }
        }
    }
}

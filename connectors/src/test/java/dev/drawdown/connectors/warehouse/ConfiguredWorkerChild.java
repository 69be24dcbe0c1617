package dev.drawdown.connectors.warehouse;

import dev.drawdown.connectors.testing.ChildJvm;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * A Connect worker in a process of its own, with the settings of a file as {@code connect.sh} writes it and the sinks as they stand
 * in their files: Connect itself fills in the variables of the process.
 */
public final class ConfiguredWorkerChild {
    public static final String READY = "READY";

    private ConfiguredWorkerChild() {}

    public static ChildJvm start(Map<String, String> environment, Path settings, Path log) {
        return ChildJvm.start(ConfiguredWorkerChild.class, log, environment, settings.toString());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        Map<String, String> settings = read(file);
        // The plugin is on the class path here, and a worker without others keeps its places in a file.
        settings.remove("plugin.path");
        settings.put("plugin.discovery", "service_load");
        settings.put("offset.storage.file.filename", file + ".offsets");
        try (ConnectWorker worker = ConnectWorker.start(settings)) {
            for (String sink : Sinks.FILES) {
                worker.deploy(Sinks.read(sink));
            }
            System.out.println(READY);
            while (System.in.read() >= 0) {
                // Nothing comes; the end of the input means that the parent is gone or closes us.
            }
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        properties.forEach((name, value) -> settings.put(name.toString(), value.toString()));
        return settings;
    }
}

package dev.drawdown.connectors.deployment;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What the Connect image's own script makes of the environment. */
final class ConnectScript {
    private ConnectScript() {}

    /** Lets the script write the worker's settings to {@code file}, and returns them. */
    static Map<String, String> settings(Map<String, String> environment, Path file)
            throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(
                "bash", Repository.file("connectors/docker/connect.sh").toString());
        script.environment().putAll(environment);
        script.environment().put("CONNECT_SETTINGS_FILE", file.toString());
        script.environment().put("CONNECT_PROGRAM", "true");
        int end = script.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (end != 0) {
            throw new AssertionError("Expected the script to end well, but it ended with " + end);
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        Map<String, String> settings = new HashMap<>();
        properties.forEach((name, value) -> settings.put(name.toString(), value.toString()));
        return settings;
    }
}

package dev.drawdown.connectors.deployment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docker-compose.yml}, with its variables at their defaults. */
final class Compose {
    static final String FILE = "docker-compose.yml";

    /** {@code ${NAME:-default}} and {@code ${NAME:?why it is needed}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):([-?])([^}]*)}");

    /** What stands for a variable that has no default. */
    static final String GIVEN = "given";

    private final Tree document = Repository.yaml(FILE);

    Map<String, Tree> services() {
        return document.at("services").members();
    }

    Tree service(String name) {
        Tree service = services().get(name);
        if (service == null) {
            throw new AssertionError("Expected a service " + name + ", but there is none");
        }
        return service;
    }

    Set<String> volumes() {
        return document.at("volumes").members().keySet();
    }

    Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        service(service)
                .at("environment")
                .members()
                .forEach((name, value) -> environment.put(name, filled(value.text())));
        return environment;
    }

    static String filled(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(variable ->
                        Matcher.quoteReplacement(variable.group(2).equals("?") ? GIVEN : variable.group(3)));
    }

    /** Returns the variables with their defaults; {@link #GIVEN} for those that have none. */
    static Map<String, Set<String>> variables() {
        Map<String, Set<String>> variables = new LinkedHashMap<>();
        Matcher variable = VARIABLE.matcher(Repository.text(FILE));
        while (variable.find()) {
            variables
                    .computeIfAbsent(variable.group(1), _ -> new TreeSet<>())
                    .add(variable.group(2).equals("?") ? GIVEN : variable.group(3));
        }
        return variables;
    }
}

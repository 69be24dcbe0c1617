package dev.drawdown.connectors.deployment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docker-compose.yml}, with its variables at their defaults. */
public final class Compose {
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

    /** Returns the image that a service runs, with its tag. */
    public String image(String service) {
        return filled(service(service).at("image").text());
    }

    /** Whether a service sets something up and ends, which another one waits for. */
    boolean ends(String service) {
        return services().values().stream()
                .anyMatch(other ->
                        other.at("depends_on", service, "condition").text().equals("service_completed_successfully"));
    }

    /** Whether Docker finds out by itself how a service is. */
    boolean tellsItsHealth(String service) {
        if (service(service).has("healthcheck")) {
            return !service(service).at("healthcheck").has("disable");
        }
        return dockerfile(service).contains("\nHEALTHCHECK ");
    }

    /** A service may run the image that another one builds. */
    private String dockerfile(String service) {
        return services().values().stream()
                .filter(other -> other.has("build")
                        && other.at("image")
                                .text()
                                .equals(service(service).at("image").text()))
                .map(other -> Repository.text(other.at("build", "dockerfile").text()))
                .findFirst()
                .orElse("");
    }

    /** Returns what a service is told where nobody sets anything but what has no default. */
    Map<String, String> environment(String service) {
        return environment(service, Map.of());
    }

    /** Returns what a service is told where somebody sets {@code given}. */
    Map<String, String> environment(String service, Map<String, String> given) {
        Map<String, String> environment = new LinkedHashMap<>();
        service(service).at("environment").members().forEach((name, value) -> {
            if (value.node() != null) {
                environment.put(name, filled(value.text(), given));
            } else if (given.containsKey(name)) {
                environment.put(name, given.getOrDefault(name, ""));
            }
        });
        return environment;
    }

    static String filled(String text) {
        return filled(text, Map.of());
    }

    private static String filled(String text, Map<String, String> given) {
        return VARIABLE.matcher(text).replaceAll(variable -> {
            String otherwise = variable.group(2).equals("?") ? GIVEN : variable.group(3);
            String set = given.getOrDefault(variable.group(1), "");
            return Matcher.quoteReplacement(set.isEmpty() ? otherwise : set);
        });
    }

    /** Returns the variables that are a service's only where they are set. */
    Set<String> passedOn() {
        Set<String> names = new TreeSet<>();
        services()
                .values()
                .forEach(service -> service.at("environment").members().forEach((name, value) -> {
                    if (value.node() == null) {
                        names.add(name);
                    }
                }));
        return names;
    }

    /** Returns the variables that are filled in, with their defaults; {@link #GIVEN} for those that have none. */
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

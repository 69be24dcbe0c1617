package dev.drawdown.connectors.deployment;

import java.util.List;
import java.util.stream.Stream;

/** Prometheus's rules and Grafana's dashboards, as they are mounted. */
final class Monitoring {
    static final String FOLDER = "processor/monitoring/";

    private Monitoring() {}

    static List<Tree> rules() {
        return Repository.yaml(FOLDER + "alerts.yml").at("groups").items().stream()
                .flatMap(group -> group.at("rules").items().stream())
                .toList();
    }

    /** The rules by name, in their order. */
    static List<String> alerts() {
        return rules().stream().map(rule -> rule.at("alert").text()).toList();
    }

    /** The panels of all dashboards. */
    static List<Tree> panels() {
        return dashboards().stream()
                .flatMap(dashboard -> dashboard.at("panels").items().stream())
                .toList();
    }

    /** JSON is YAML. */
    static List<Tree> dashboards() {
        return Stream.of("drawdown.json", "drawdown-books.json")
                .map(file -> Repository.yaml(FOLDER + "grafana/dashboards/" + file))
                .toList();
    }

    /** What the dashboards show and the rules watch. */
    static List<String> expressions() {
        return Stream.concat(
                        expressionsOfPanels().stream(),
                        rules().stream().map(rule -> rule.at("expr").text()))
                .toList();
    }

    static List<String> expressionsOfPanels() {
        return panels().stream()
                .flatMap(panel -> panel.at("targets").items().stream())
                .filter(target -> target.has("expr"))
                .map(target -> target.at("expr").text())
                .toList();
    }
}

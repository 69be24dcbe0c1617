package dev.drawdown.connectors.deployment;

import java.util.List;
import java.util.stream.Stream;

/** Prometheus's rules and Grafana's dashboard, as they are mounted. */
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

    static List<Tree> panels() {
        return dashboard().at("panels").items();
    }

    /** How often the dashboard asks for everything, as Grafana writes it. */
    static String refresh() {
        return dashboard().at("refresh").text();
    }

    /** JSON is YAML. */
    private static Tree dashboard() {
        return Repository.yaml(FOLDER + "grafana/dashboards/drawdown.json");
    }

    /** What the dashboard shows and the rules watch. */
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

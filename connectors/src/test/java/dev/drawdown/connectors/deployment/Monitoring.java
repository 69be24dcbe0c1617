package dev.drawdown.connectors.deployment;

import java.util.List;

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

    /** JSON is YAML. */
    static List<Tree> panels() {
        return Repository.yaml(FOLDER + "grafana/dashboards/drawdown.json")
                .at("panels")
                .items();
    }

    static List<String> expressionsOfPanels() {
        return panels().stream()
                .flatMap(panel -> panel.at("targets").items().stream())
                .filter(target -> target.has("expr"))
                .map(target -> target.at("expr").text())
                .toList();
    }
}

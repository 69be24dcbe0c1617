package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.drawdown.config.Role;
import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.connectors.warehouse.BooksOfAQuarter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds Prometheus's rules and Grafana's dashboards against the metrics and the warehouse's views that there are. */
class MonitoringTest {
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:up|(?:drawdown|jvm|process|system|connect)_[a-z_]+)\\b");
    private static final Pattern DOCUMENTED =
            Pattern.compile("(?m)^\\| `(drawdown_[a-z_]+)` \\| (?:counter|gauge) \\| ([^|]*) \\|");
    private static final Pattern LABELS_GROUPED = Pattern.compile("\\bby \\(([a-z_, ]+)\\)");
    private static final Pattern LABEL_SELECTED = Pattern.compile("([a-z_]+)!?=\"([^\"]*)\"");
    private static final Pattern EXPLAINED =
            Pattern.compile("(?m)^\\| `(Drawdown[A-Za-z]+)` \\| \\S[^|]+ \\| \\S[^|]+ \\|$");

    private static final Pattern RELATION = Pattern.compile("\\bdrawdown\\.([a-z_]+)");

    /** Prometheus's own, the JVM's, which Micrometer names, and the Connect worker's: they are not on the page of metrics. */
    private static final Set<String> OF_OTHERS = Set.of(
            "up",
            "jvm_memory_used_bytes",
            "jvm_memory_max_bytes",
            "connect_sink_tasks_failed",
            "connect_sink_lag_records",
            "connect_sink_put_max_ms",
            "connect_sink_records_per_second");

    /** What Prometheus adds to each, and what those of others have; Connect's are held by {@link SecuredClusterTest}. */
    private static final Set<String> LABELS_OF_OTHERS = Set.of("instance", "job", "area", "connector");

    /** What the families of metrics that are shown or watched as a whole begin with. */
    private static final List<String> WHOLE_FAMILIES = List.of(
            "drawdown_access_",
            "drawdown_calls_",
            "drawdown_inputs_",
            "drawdown_payments_",
            "drawdown_streams_",
            "drawdown_state_",
            "drawdown_views_",
            "drawdown_conservation_");

    private final Compose compose = new Compose();

    @Test
    void shouldAskForMetricsThatAreThere() {
        Set<String> known = new HashSet<>(OF_OTHERS);
        known.addAll(documented().keySet());
        assertThat(documented()).hasSizeGreaterThan(20);

        for (String expression : Monitoring.expressions()) {
            assertThat(metrics(expression)).as(expression).isNotEmpty().isSubsetOf(known);
        }
    }

    @Test
    void shouldAskForLabelsThatTheMetricsHave() {
        Set<String> roles = Arrays.stream(Role.values()).map(Role::label).collect(Collectors.toSet());

        for (String expression : Monitoring.expressions()) {
            Set<String> known = new HashSet<>(LABELS_OF_OTHERS);
            metrics(expression).forEach(metric -> known.addAll(documented().getOrDefault(metric, Set.of())));
            Matcher grouped = LABELS_GROUPED.matcher(expression);
            while (grouped.find()) {
                assertThat(known).as(expression).contains(grouped.group(1).split(", ", -1));
            }
            Matcher selected = LABEL_SELECTED.matcher(expression);
            while (selected.find()) {
                assertThat(known).as(expression).contains(selected.group(1));
                if (selected.group(1).equals("role")) {
                    assertThat(roles).as(expression).contains(selected.group(2));
                }
            }
        }
    }

    @Test
    void shouldShowOrWatchEveryMetricOfAFamily() {
        Set<String> asked = new HashSet<>();
        Monitoring.expressions().forEach(expression -> asked.addAll(metrics(expression)));

        for (String family : WHOLE_FAMILIES) {
            List<String> members = documented().keySet().stream()
                    .filter(metric -> metric.startsWith(family))
                    .toList();
            assertThat(members).as(family).isNotEmpty();
            assertThat(asked).as(family).containsAll(members);
        }
    }

    /** Drawdown's own metrics and their labels, as the page that is held against the code says. */
    private static Map<String, Set<String>> documented() {
        Map<String, Set<String>> labels = new HashMap<>();
        Matcher metric = DOCUMENTED.matcher(Repository.text("processor/METRICS.md"));
        while (metric.find()) {
            Set<String> own = Arrays.stream(metric.group(2).split(",", -1))
                    .map(label -> label.strip().replace("`", ""))
                    .filter(label -> !label.isEmpty())
                    .collect(Collectors.toSet());
            labels.put(metric.group(1), own);
        }
        return labels;
    }

    private static Set<String> metrics(String expression) {
        Set<String> metrics = new HashSet<>();
        Matcher metric = METRIC.matcher(expression);
        while (metric.find()) {
            metrics.add(metric.group());
        }
        return metrics;
    }

    @Test
    void shouldReadAlertsThatSayWhatIsWrong() {
        assertThat(Monitoring.rules()).isNotEmpty().allSatisfy(rule -> {
            String name = rule.at("alert").text();
            assertThat(rule.at("annotations", "summary").text()).as(name).isNotBlank();
            assertThat(rule.at("labels", "severity").text()).as(name).isIn("page", "warn", "info");
        });
        assertThat(Monitoring.alerts()).doesNotHaveDuplicates();
    }

    @Test
    void shouldExplainEveryAlertAndWhatToDoAboutIt() {
        List<String> explained = EXPLAINED
                .matcher(Repository.text("docs/operating.md"))
                .results()
                .map(entry -> entry.group(1))
                .toList();

        assertThat(explained).containsExactlyInAnyOrderElementsOf(Monitoring.alerts());
    }

    @Test
    void shouldScrapeTheProcessorWhereItAnswers() {
        Tree prometheus = Repository.yaml(Monitoring.FOLDER + "prometheus.yml");

        Tree job = prometheus.at("scrape_configs").items().getFirst();
        assertThat(job.at("job_name").text()).isEqualTo("drawdown");
        assertThat(job.at("authorization", "credentials_file").text()).isEqualTo(PrometheusScript.FOLDER + "/token");
        assertThat(PrometheusScript.files(job)).containsExactly(PrometheusScript.FOLDER + "/processors.json");
        assertThat(compose.environment("prometheus"))
                .containsEntry("PROCESSOR_TARGETS", "processor:8080")
                .containsEntry("CONNECT_TARGETS", "connect:9404");
        assertThat(compose.environment("connect").get("KAFKA_OPTS")).contains("=9404:");
        assertThat(compose.service("connect").at("ports").texts()).anyMatch(port -> port.endsWith(":9404"));
        Tree workers = prometheus.at("scrape_configs").items().getLast();
        assertThat(workers.at("job_name").text()).isEqualTo("connect");
        assertThat(PrometheusScript.files(workers)).containsExactly(PrometheusScript.FOLDER + "/workers.json");
        assertThat(compose.service("processor").at("ports").texts()).anyMatch(port -> port.endsWith(":8080"));
        assertThat(mounts("prometheus"))
                .containsAll(prometheus.at("rule_files").texts())
                .containsAll(
                        compose.service("prometheus").at("entrypoint").texts().subList(1, 2))
                .contains("/etc/prometheus/prometheus.yml");
        assertThat(compose.service("prometheus").at("tmpfs").texts()).containsExactly(PrometheusScript.FOLDER);
    }

    @Test
    void shouldAskTheWarehouseWhatItCanAnswer() throws Exception {
        TestDatabase database = TestDatabase.create("monitoring");

        List<String> queries = Monitoring.panels().stream()
                .flatMap(panel -> panel.at("targets").items().stream())
                .filter(target -> target.has("rawSql"))
                .map(target -> target.at("rawSql").text())
                .toList();

        assertThat(queries)
                .hasSizeGreaterThan(4)
                .allSatisfy(query ->
                        assertThatCode(() -> database.rows(query)).as(query).doesNotThrowAnyException());
    }

    @Test
    void shouldShowMoneyThatWasMade() throws Exception {
        TestDatabase database = TestDatabase.create("monitoring_conservation");
        new BooksOfAQuarter(database).write();
        String query = Monitoring.panels().stream()
                .filter(panel -> panel.at("title").text().equals("Conservation"))
                .map(panel ->
                        panel.at("targets").items().getFirst().at("rawSql").text())
                .findFirst()
                .orElseThrow();
        String differences = "SELECT currency, difference::int FROM (" + query + ") AS shown ORDER BY 1";
        assertThat(database.rows(differences)).containsExactly("EUR 0", "USD 0");

        database.execute("UPDATE drawdown.wallet_balances SET settled = settled + 7 WHERE wallet_id = 'w1'");

        assertThat(database.rows(differences)).containsExactly("EUR 0", "USD 7");
    }

    /** What reads every entry that was ever written is asked for by people, and not by a screen that was left open. */
    @Test
    void shouldReadTheWholeLedgerOnlyWhereNothingRefreshes() {
        Map<String, Set<String>> asked = new HashMap<>();
        for (Tree dashboard : Monitoring.dashboards()) {
            asked.put(
                    dashboard.at("refresh").text(),
                    RELATION.matcher(dashboard.at("panels").text())
                            .results()
                            .map(relation -> relation.group(1))
                            .collect(Collectors.toSet()));
        }

        assertThat(asked)
                .containsOnlyKeys("1m", "")
                .containsEntry("1m", Set.of("wallet_balances", "recharge_success", "balance_alerts"))
                .containsEntry("", Set.of("conservation", "sequence_faults"));
    }

    @Test
    void shouldFindEverySourceOfTheDashboard() {
        Map<String, Tree> sources = new HashMap<>();
        for (Tree source : Repository.yaml(Monitoring.FOLDER + "grafana/datasources/datasources.yml")
                .at("datasources")
                .items()) {
            sources.put(source.at("uid").text(), source);
        }

        for (Tree panel : Monitoring.panels()) {
            Tree source = sources.get(panel.at("datasource", "uid").text());
            assertThat(source).as(panel.at("title").text()).isNotNull();
            assertThat(panel.at("datasource", "type").text())
                    .isEqualTo(source == null ? "" : source.at("type").text());
        }
        Tree warehouse = sources.getOrDefault("warehouse", new Tree(null));
        assertThat(ofGrafana(warehouse.at("url"))).isEqualTo("postgres:5432");
        assertThat(ofGrafana(warehouse.at("jsonData", "database")))
                .isEqualTo(compose.environment("postgres").get("POSTGRES_DB"));
        assertThat(ofGrafana(warehouse.at("user")))
                .isEqualTo(compose.environment("postgres").get("POSTGRES_USER"));
        assertThat(ofGrafana(warehouse.at("jsonData", "sslmode"))).isEqualTo("disable");
        assertThat(ofGrafana(warehouse.at("secureJsonData", "password"))).isEqualTo(Compose.GIVEN);
        assertThat(ofGrafana(sources.getOrDefault("prometheus", new Tree(null)).at("url")))
                .isEqualTo("http://prometheus:9090");
    }

    /** Grafana fills in {@code $NAME} from its environment. */
    private String ofGrafana(Tree value) {
        assertThat(value.text()).matches("\\$[A-Z_]+");
        return compose.environment("grafana").getOrDefault(value.text().substring(1), "");
    }

    @Test
    void shouldShowWhatAnOperatorLooksFor() {
        assertThat(Monitoring.panels().stream()
                        .map(panel -> panel.at("title").text())
                        .toList())
                .contains(
                        "Debits and entries",
                        "Lag",
                        "Commit latency",
                        "Recharges",
                        "Declines",
                        "Gates",
                        "Conservation",
                        "Money is conserved",
                        "Payment calls",
                        "RocksDB on disk",
                        "Restore");
        assertThat(mounts("grafana"))
                .contains(Repository.yaml(Monitoring.FOLDER + "grafana/dashboards/dashboards.yml")
                        .at("providers")
                        .items()
                        .getFirst()
                        .at("options", "path")
                        .text());
    }

    private List<String> mounts(String service) {
        return compose.service(service).at("volumes").texts().stream()
                .filter(volume -> volume.endsWith(":ro"))
                .map(volume -> volume.split(":", -1)[1])
                .toList();
    }
}

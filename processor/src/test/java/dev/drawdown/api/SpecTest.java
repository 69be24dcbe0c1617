package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code openapi.yaml} against the routes that there are, and its page against it. */
class SpecTest {
    private static final Path PAGE = Path.of("src", "main", "resources", "openapi.html");

    private final Spec spec = new Spec();

    @Test
    void shouldDescribeEveryRouteAndNoOther() {
        Set<String> routes;
        try (ApiRig rig = new ApiRig(new FakeHouse().routes())) {
            // An input's id may have slashes in it, for which the spec has no notation.
            routes = rig.served().stream()
                    .map(route -> route.replace("<input_id>", "{input_id}"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> described = new TreeSet<>();
        spec.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(described).isEqualTo(routes);
    }

    @Test
    void shouldDescribeTheQueryAndWhoMayCall() {
        for (Route route : new FakeHouse().routes()) {
            JsonNode operation =
                    spec.operation(route.method().name(), route.path().replaceAll("[{<][a-z_]+[>}]", "x"));
            Set<String> query = operation
                    .path("parameters")
                    .valueStream()
                    .map(spec::resolve)
                    .filter(parameter -> parameter.path("in").asText().equals("query"))
                    .map(parameter -> parameter.path("name").asText())
                    .collect(Collectors.toSet());

            assertThat(query).as("%s %s", route.method(), route.path()).isEqualTo(route.query());
            assertThat(operation.has("requestBody"))
                    .as("body of %s %s", route.method(), route.path())
                    .isEqualTo(route.maxBodyBytes() > 0 && !takesNothing(route));
            assertThat(operation.has("security")).isFalse();
            assertThat(operation.path("responses").has("401")).isTrue();
            assertThat(operation.path("responses").has("403")).isTrue();
            assertThat(operation.path("responses").has("429"))
                    .as("429 of %s %s", route.method(), route.path())
                    .isTrue();
        }
    }

    private static boolean takesNothing(Route route) {
        return route.path().endsWith("/default")
                || route.path().endsWith("/backup")
                || route.path().endsWith("/portal-session");
    }

    @Test
    void everyExampleShouldBeWhatItsSchemaSays() {
        holdExamples(spec.document());
    }

    private void holdExamples(JsonNode node) {
        if (node.has("example") && node.has("schema")) {
            assertThat(spec.problems(node.path("schema"), node.path("example")))
                    .as("%s", node.path("example"))
                    .isEmpty();
        }
        if (node.has("examples") && node.has("schema")) {
            node.path("examples")
                    .forEach(example -> assertThat(spec.problems(node.path("schema"), example.path("value")))
                            .as("%s", example)
                            .isEmpty());
        }
        node.forEach(this::holdExamples);
    }

    @Test
    void pageShouldShowWhatTheSpecSays() throws IOException {
        String page = page();
        if ("write".equals(System.getProperty("drawdown.pages"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
    }

    private String page() {
        StringBuilder html = new StringBuilder("""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Drawdown: HTTP API</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b2430 }
            h2 { font: 600 1rem ui-monospace, monospace; margin: 2rem 0 0; border-top: 1px solid #d7dde5; padding-top: 1rem }
            h2 b { display: inline-block; min-width: 4.5rem; color: #0b6e4f }
            pre { background: #f3f5f8; padding: .75rem; overflow-x: auto; font-size: .85rem }
            td { padding: .1rem 1rem .1rem 0; vertical-align: top }
            p { margin: .3rem 0 }
            </style>
            <h1>Drawdown: HTTP API</h1>
            """);
        paragraphs(html, spec.document().path("info").path("description").asText());
        html.append("<p><a href=\"/openapi.yaml\">openapi.yaml</a> says all of it, for programs.</p>\n");
        for (Map.Entry<String, JsonNode> path : spec.document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                operation(html, method.getKey(), path.getKey(), method.getValue());
            }
        }
        return html.append("</html>\n").toString();
    }

    private void operation(StringBuilder html, String method, String path, JsonNode operation) {
        html.append("<h2><b>%s</b> %s</h2>\n".formatted(method.toUpperCase(Locale.ROOT), escaped(path)));
        paragraphs(html, operation.path("summary").asText() + ".");
        paragraphs(html, operation.path("description").asText());
        JsonNode content = operation.path("requestBody").path("content").path("application/json");
        JsonNode body =
                content.has("examples") ? content.path("examples").path("one").path("value") : content.path("example");
        if (body.isObject()) {
            html.append("<p>Body:</p><pre>")
                    .append(escaped(body.toPrettyString()))
                    .append("</pre>\n");
        }
        html.append("<table>\n");
        for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
            html.append("<tr><td>%s</td><td>%s</td></tr>\n"
                    .formatted(
                            response.getKey(),
                            escaped(spec.resolve(response.getValue())
                                    .path("description")
                                    .asText())));
        }
        html.append("</table>\n");
    }

    private static void paragraphs(StringBuilder html, String text) {
        for (String paragraph : text.split("\n\n", -1)) {
            if (!paragraph.isBlank()) {
                html.append("<p>").append(escaped(paragraph.strip())).append("</p>\n");
            }
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

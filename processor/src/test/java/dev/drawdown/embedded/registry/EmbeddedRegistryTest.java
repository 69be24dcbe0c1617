package dev.drawdown.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.embedded.registry.RegistryProbe.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedRegistryTest {
    private static final String FIRST = record("{\"name\":\"a\",\"type\":\"int\"}");
    private static final String SECOND =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"string\",\"default\":\"\"}");
    private static final String THIRD =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"c\",\"type\":\"long\",\"default\":0}");
    private static final String INCOMPATIBLE = record("{\"name\":\"a\",\"type\":\"string\"}");

    @TempDir
    Path directory;

    private EmbeddedRegistry registry;
    private RegistryProbe probe;

    @BeforeEach
    void open() {
        registry = EmbeddedRegistry.open(directory, 0);
        probe = new RegistryProbe(registry.url());
    }

    @AfterEach
    void close() {
        probe.close();
        registry.close();
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"n\",\"fields\":[" + fields + "]}";
    }

    @Nested
    class Registering {
        @Test
        void shouldAnswerInConfluentsContentType() {
            assertThat(probe.get("/subjects").contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
            assertThat(probe.get("/").body().size()).isZero();
        }

        @Test
        void shouldNumberVersionsPerSubjectAndIdsGlobally() {
            assertThat(probe.register("s", FIRST)).isEqualTo(1);
            assertThat(probe.register("s", SECOND)).isEqualTo(2);
            assertThat(probe.register("other", THIRD)).isEqualTo(3);

            assertThat(integers(probe.get("/subjects/s/versions"))).containsExactly(1, 2);
            assertThat(integers(probe.get("/subjects/other/versions"))).containsExactly(1);
            assertThat(texts(probe.get("/subjects"))).containsExactly("other", "s");
            assertThat(texts(probe.get("/subjects?subjectPrefix=o"))).containsExactly("other");
        }

        @Test
        void shouldChangeNothingWhenASchemaComesAgain() {
            int id = probe.register("s", FIRST);

            assertThat(probe.register("s", FIRST.replace("{", " { "))).isEqualTo(id);

            assertThat(integers(probe.get("/subjects/s/versions"))).containsExactly(1);
        }

        @Test
        void shouldGiveOneIdToOneSchemaInSeveralSubjects() {
            int id = probe.register("s", FIRST);

            assertThat(probe.register("other", FIRST)).isEqualTo(id);

            assertThat(texts(probe.get("/schemas/ids/1/subjects"))).containsExactly("other", "s");
            assertThat(probe.get("/schemas/ids/1/versions").body().toString())
                    .contains("\"subject\":\"s\"", "\"subject\":\"other\"");
        }

        @Test
        void shouldTakeTypesFromOtherSubjects() {
            probe.register("part", FIRST);
            String whole = "{\"type\":\"record\",\"name\":\"W\",\"fields\":[{\"name\":\"part\",\"type\":\"n.R\"}]}";
            Map<String, ?> body = Map.of(
                    "schema", whole, "references", List.of(Map.of("name", "n.R", "subject", "part", "version", 1)));

            Answer answer = probe.post("/subjects/whole/versions", body);

            assertThat(answer.body().path("id").asInt()).isEqualTo(2);
            assertThat(probe.get("/schemas/ids/2").body().path("references").size())
                    .isEqualTo(1);
            assertThat(integers(probe.get("/subjects/part/versions/1/referencedby")))
                    .containsExactly(2);
            assertRefused(probe.delete("/subjects/part/versions/1"), 422, 42206);
        }

        @Test
        void shouldRefuseWhatIsNoAvro() {
            assertRefused(probe.post("/subjects/s/versions", Map.of("schema", "{\"type\":\"nonsense\"}")), 422, 42201);
            assertRefused(probe.post("/subjects/s/versions", Map.of()), 422, 42201);
            assertRefused(
                    probe.post("/subjects/s/versions", Map.of("schema", "{}", "schemaType", "PROTOBUF")), 422, 42201);
            assertRefused(probe.call("POST", "/subjects/s/versions", "{"), 400, 400);
        }

        @Test
        void shouldRefuseAnIdOfTheClientsChoice() {
            assertRefused(probe.post("/subjects/s/versions", Map.of("schema", FIRST, "id", 7)), 422, 42205);
        }
    }

    @Nested
    class Reading {
        @Test
        void shouldShowAVersion() {
            probe.register("s", FIRST);
            int id = probe.register("s", SECOND);

            for (String version : List.of("2", "latest", "-1")) {
                JsonNode shown = probe.get("/subjects/s/versions/" + version).body();

                assertThat(shown.path("subject").asText()).isEqualTo("s");
                assertThat(shown.path("version").asInt()).isEqualTo(2);
                assertThat(shown.path("id").asInt()).isEqualTo(id);
                assertThat(shown.path("schema").asText()).contains("\"b\"");
            }
            assertThat(probe.get("/subjects/s/versions/1/schema")
                            .body()
                            .path("name")
                            .asText())
                    .isEqualTo("R");
        }

        @Test
        void shouldShowASchemaByItsId() {
            int id = probe.register("s", FIRST);

            assertThat(probe.get("/schemas/ids/" + id).body().path("schema").isTextual())
                    .isTrue();
            assertThat(probe.get("/schemas/ids/" + id + "?subject=s").status()).isEqualTo(200);
            assertThat(probe.get("/schemas/ids/" + id + "/schema")
                            .body()
                            .path("type")
                            .asText())
                    .isEqualTo("record");
        }

        @Test
        void shouldListSchemasAndTypes() {
            probe.register("s", FIRST);
            probe.register("s", SECOND);

            assertThat(probe.get("/schemas").body().size()).isEqualTo(2);
            assertThat(probe.get("/schemas?latestOnly=true").body().size()).isEqualTo(1);
            assertThat(texts(probe.get("/schemas/types"))).containsExactly("AVRO");
        }

        @Test
        void shouldLookASchemaUp() {
            probe.register("s", FIRST);
            int id = probe.register("s", SECOND);

            JsonNode found = probe.post("/subjects/s", Map.of("schema", SECOND)).body();

            assertThat(found.path("id").asInt()).isEqualTo(id);
            assertThat(found.path("version").asInt()).isEqualTo(2);
            assertRefused(probe.post("/subjects/s", Map.of("schema", THIRD)), 404, 40403);
            assertRefused(probe.post("/subjects/none", Map.of("schema", FIRST)), 404, 40401);
        }

        @Test
        void shouldKnowSubjectsWithHostileNames() {
            probe.register("a%2Fb%20c+d", FIRST);

            assertThat(texts(probe.get("/subjects"))).containsExactly("a/b c+d");
            assertThat(probe.get("/subjects/a%2Fb%20c+d/versions/1").status()).isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource({
            "/subjects/none/versions, 404, 40401",
            "/subjects/none/versions/1, 404, 40401",
            "/subjects/s/versions/9, 404, 40402",
            "/subjects/s/versions/0, 422, 42202",
            "/subjects/s/versions/first, 422, 42202",
            "/schemas/ids/9, 404, 40403",
            "/config/s, 404, 40408",
            "/nowhere, 404, 404",
        })
        void shouldSayWhatIsMissing(String path, int status, int code) {
            probe.register("s", FIRST);

            assertRefused(probe.get(path), status, code);
        }

        @Test
        void shouldRefuseAnotherMethod() {
            assertRefused(probe.delete("/schemas/types"), 405, 405);
        }
    }

    @Nested
    class Deleting {
        @Test
        void shouldHideAVersionThenRemoveIt() {
            probe.register("s", FIRST);
            probe.register("s", SECOND);

            assertRefused(probe.delete("/subjects/s/versions/1?permanent=true"), 404, 40407);
            assertThat(probe.delete("/subjects/s/versions/1").body().asInt()).isEqualTo(1);
            assertThat(integers(probe.get("/subjects/s/versions"))).containsExactly(2);
            assertThat(integers(probe.get("/subjects/s/versions?deleted=true"))).containsExactly(1, 2);
            assertRefused(probe.delete("/subjects/s/versions/1"), 404, 40406);

            assertThat(probe.delete("/subjects/s/versions/1?permanent=true").status())
                    .isEqualTo(200);
            assertThat(integers(probe.get("/subjects/s/versions?deleted=true"))).containsExactly(2);
        }

        @Test
        void shouldHideASubjectThenRemoveIt() {
            probe.register("s", FIRST);
            probe.register("s", SECOND);

            assertRefused(probe.delete("/subjects/s?permanent=true"), 404, 40405);
            assertThat(integers(probe.delete("/subjects/s"))).containsExactly(1, 2);
            assertThat(texts(probe.get("/subjects"))).isEmpty();
            assertThat(texts(probe.get("/subjects?deleted=true"))).containsExactly("s");
            assertRefused(probe.delete("/subjects/s"), 404, 40404);

            assertThat(integers(probe.delete("/subjects/s?permanent=true"))).containsExactly(1, 2);
            assertThat(texts(probe.get("/subjects?deleted=true"))).isEmpty();
            assertRefused(probe.delete("/subjects/s"), 404, 40401);
        }

        @Test
        void shouldGiveANewVersionButTheOldIdToASchemaThatComesBack() {
            int id = probe.register("s", FIRST);
            probe.delete("/subjects/s");

            assertThat(probe.register("s", FIRST)).isEqualTo(id);

            assertThat(integers(probe.get("/subjects/s/versions"))).containsExactly(2);
        }

        @Test
        void shouldStillKnowTheIdOfARemovedSchema() {
            int id = probe.register("s", FIRST);
            probe.delete("/subjects/s");
            probe.delete("/subjects/s?permanent=true");

            assertThat(probe.get("/schemas/ids/" + id).status()).isEqualTo(200);
            assertThat(probe.register("s", THIRD)).isGreaterThan(id);
        }
    }

    @Nested
    class Compatibility {
        @Test
        void shouldRefuseAnIncompatibleSchemaAndSayWhy() {
            probe.register("s", FIRST);

            Answer answer = probe.post("/subjects/s/versions", Map.of("schema", INCOMPATIBLE));

            assertRefused(answer, 409, 409);
            assertThat(answer.message()).contains("incompatible with an earlier schema", "TYPE_MISMATCH");
        }

        @Test
        void shouldTestWithoutRegistering() {
            probe.register("s", FIRST);

            assertThat(compatible("/compatibility/subjects/s/versions/latest", SECOND))
                    .isTrue();
            assertThat(compatible("/compatibility/subjects/s/versions/1", INCOMPATIBLE))
                    .isFalse();
            assertThat(compatible("/compatibility/subjects/s/versions", INCOMPATIBLE))
                    .isFalse();
            assertThat(compatible("/compatibility/subjects/none/versions/latest", FIRST))
                    .isTrue();
            assertRefused(probe.post("/compatibility/subjects/s/versions/9", Map.of("schema", FIRST)), 404, 40402);
            assertThat(integers(probe.get("/subjects/s/versions"))).containsExactly(1);
        }

        @Test
        void shouldGiveReasonsWhenAsked() {
            probe.register("s", FIRST);

            Answer answer = probe.post(
                    "/compatibility/subjects/s/versions/latest?verbose=true", Map.of("schema", INCOMPATIBLE));

            assertThat(answer.body().path("messages").size()).isPositive();
        }

        @Test
        void shouldKeepALevelGloballyAndPerSubject() {
            assertThat(probe.get("/config").body().path("compatibilityLevel").asText())
                    .isEqualTo("BACKWARD");

            probe.put("/config", Map.of("compatibility", "FULL"));
            Answer put = probe.put("/config/s", Map.of("compatibility", "none"));

            assertThat(put.body().path("compatibility").asText()).isEqualTo("NONE");
            assertThat(probe.get("/config").body().path("compatibilityLevel").asText())
                    .isEqualTo("FULL");
            assertThat(probe.get("/config/s").body().path("compatibilityLevel").asText())
                    .isEqualTo("NONE");
            assertThat(probe.get("/config/o?defaultToGlobal=true")
                            .body()
                            .path("compatibilityLevel")
                            .asText())
                    .isEqualTo("FULL");
            assertThat(probe.delete("/config/s")
                            .body()
                            .path("compatibilityLevel")
                            .asText())
                    .isEqualTo("NONE");
            assertRefused(probe.get("/config/s"), 404, 40408);
            assertRefused(probe.put("/config", Map.of("compatibility", "SOME")), 422, 42203);
        }

        @Test
        void shouldKnowOneMode() {
            assertThat(probe.get("/mode").body().path("mode").asText()).isEqualTo("READWRITE");
            assertThat(probe.put("/mode", Map.of("mode", "READWRITE")).status()).isEqualTo(200);
            assertRefused(probe.put("/mode", Map.of("mode", "IMPORT")), 422, 42204);
        }

        private boolean compatible(String path, String schema) {
            return probe.post(path, Map.of("schema", schema))
                    .body()
                    .path("is_compatible")
                    .asBoolean();
        }
    }

    @Nested
    class Restarting {
        @Test
        void shouldKeepEverything() {
            probe.register("s", FIRST);
            probe.register("s", SECOND);
            probe.register("gone", THIRD);
            probe.delete("/subjects/gone");
            probe.put("/config/s", Map.of("compatibility", "FULL_TRANSITIVE"));
            List<String> before = everything();

            close();
            open();

            assertThat(everything()).isEqualTo(before);
            assertThat(probe.register("gone", THIRD)).isEqualTo(3);
        }

        private List<String> everything() {
            List<String> answers = new ArrayList<>();
            for (String path : List.of("/schemas?deleted=true", "/subjects?deleted=true", "/config/s", "/config")) {
                answers.add(probe.get(path).body().toString());
            }
            return answers;
        }

        @Test
        void shouldRefuseADirectoryInUse() {
            assertThatThrownBy(() -> EmbeddedRegistry.open(directory, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another registry has it open");
        }
    }

    private static void assertRefused(Answer answer, int status, int code) {
        assertThat(answer.status()).as("status of %s", answer).isEqualTo(status);
        assertThat(answer.errorCode()).as("code of %s", answer).isEqualTo(code);
        assertThat(answer.message()).isNotBlank();
    }

    private static List<Integer> integers(Answer answer) {
        List<Integer> values = new ArrayList<>();
        answer.body().forEach(value -> values.add(value.asInt()));
        return values;
    }

    private static List<String> texts(Answer answer) {
        List<String> values = new ArrayList<>();
        answer.body().forEach(value -> values.add(value.asText()));
        return values;
    }
}

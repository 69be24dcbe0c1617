package dev.drawdown.embedded.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Confluent's REST API, resource by resource. */
final class RegistryRoutes {
    private static final String MODE = "READWRITE";

    private final RegistryStore store;

    RegistryRoutes(RegistryStore store) {
        this.store = store;
    }

    RestRouter router() {
        RestRouter router = new RestRouter().add("GET", "/", request -> Map.of());
        addSubjects(router);
        addSchemas(router);
        addCompatibility(router);
        addConfig(router);
        addMode(router);
        return router;
    }

    private void addSubjects(RestRouter router) {
        router.add("GET", "/subjects", r -> store.subjects(r.text("subjectPrefix"), r.flag("deleted")))
                .add("POST", "/subjects/{subject}", this::lookUp)
                .add("DELETE", "/subjects/{subject}", r -> store.deleteSubject(r.subject(), r.flag("permanent")))
                .add("GET", "/subjects/{subject}/versions", this::versionNumbers)
                .add("POST", "/subjects/{subject}/versions", this::register)
                .add("GET", "/subjects/{subject}/versions/{version}", r -> described(version(r)))
                .add(
                        "DELETE",
                        "/subjects/{subject}/versions/{version}",
                        r -> store.deleteVersion(r.subject(), r.version(), r.flag("permanent")))
                .add(
                        "GET",
                        "/subjects/{subject}/versions/{version}/schema",
                        r -> new RawJson(contentOf(version(r)).text()))
                .add("GET", "/subjects/{subject}/versions/{version}/referencedby", r -> store.referencedBy(version(r)));
    }

    private SchemaVersion version(RestRequest request) {
        return store.version(request.subject(), request.version(), request.flag("deleted"));
    }

    private SchemaContent contentOf(SchemaVersion version) {
        return store.content(version.id());
    }

    private Object lookUp(RestRequest request) {
        return described(
                store.lookUp(request.subject(), request.schema(), request.references(), request.flag("deleted")));
    }

    private List<Integer> versionNumbers(RestRequest request) {
        List<Integer> numbers = new ArrayList<>();
        for (SchemaVersion version : store.versions(request.subject(), request.flag("deleted"))) {
            numbers.add(version.version());
        }
        return numbers;
    }

    private Object register(RestRequest request) {
        if (request.body().hasNonNull("id") && request.body().path("id").asInt() >= 0) {
            throw RegistryRefusal.notInImportMode(request.subject());
        }
        return Map.of(
                "id",
                store.register(request.subject(), request.schema(), request.references())
                        .id());
    }

    private Map<String, Object> described(SchemaVersion version) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("subject", version.subject());
        description.put("version", version.version());
        description.put("id", version.id());
        if (version.deleted()) {
            description.put("deleted", true);
        }
        description.putAll(described(contentOf(version)));
        return description;
    }

    /** Confluent leaves the type out when it is Avro, and clients take that for Avro. */
    private static Map<String, Object> described(SchemaContent content) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("schema", content.text());
        if (!content.references().isEmpty()) {
            description.put("references", content.references());
        }
        return description;
    }

    private void addSchemas(RestRouter router) {
        router.add("GET", "/schemas", this::schemas)
                .add("GET", "/schemas/types", r -> List.of("AVRO"))
                .add("GET", "/schemas/ids/{id}", r -> described(store.content(r.id())))
                .add(
                        "GET",
                        "/schemas/ids/{id}/schema",
                        r -> new RawJson(store.content(r.id()).text()))
                .add("GET", "/schemas/ids/{id}/subjects", this::subjectsOfId)
                .add("GET", "/schemas/ids/{id}/versions", this::versionsOfId);
    }

    private Object schemas(RestRequest request) {
        List<Object> found = new ArrayList<>();
        for (String subject : store.subjects(request.text("subjectPrefix"), request.flag("deleted"))) {
            List<SchemaVersion> versions = store.versions(subject, request.flag("deleted"));
            for (SchemaVersion version : request.flag("latestOnly") ? List.of(versions.getLast()) : versions) {
                found.add(described(version));
            }
        }
        return found;
    }

    private Object subjectsOfId(RestRequest request) {
        TreeSet<String> subjects = new TreeSet<>();
        for (SchemaVersion version : store.versionsOfId(request.id(), request.flag("deleted"))) {
            subjects.add(version.subject());
        }
        return subjects;
    }

    private Object versionsOfId(RestRequest request) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (SchemaVersion version : store.versionsOfId(request.id(), request.flag("deleted"))) {
            found.add(Map.of("subject", version.subject(), "version", version.version()));
        }
        return found;
    }

    private void addCompatibility(RestRouter router) {
        router.add(
                        "POST",
                        "/compatibility/subjects/{subject}/versions",
                        r -> verdict(r, store.objections(r.subject(), r.schema(), r.references())))
                .add(
                        "POST",
                        "/compatibility/subjects/{subject}/versions/{version}",
                        r -> verdict(r, store.objections(r.subject(), r.version(), r.schema(), r.references())));
    }

    private static Object verdict(RestRequest request, List<String> objections) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("is_compatible", objections.isEmpty());
        if (request.flag("verbose")) {
            verdict.put("messages", objections);
        }
        return verdict;
    }

    private void addConfig(RestRouter router) {
        router.add("GET", "/config", r -> Map.of("compatibilityLevel", store.globalLevel()))
                .add("PUT", "/config", r -> putLevel(r, null))
                .add("DELETE", "/config", r -> deleteLevel(null, store.globalLevel()))
                .add("GET", "/config/{subject}", r -> Map.of("compatibilityLevel", level(r)))
                .add("PUT", "/config/{subject}", r -> putLevel(r, r.subject()))
                .add("DELETE", "/config/{subject}", r -> deleteLevel(r.subject(), ownLevel(r.subject())));
    }

    private CompatibilityLevel level(RestRequest request) {
        return request.flag("defaultToGlobal") ? store.effectiveLevel(request.subject()) : ownLevel(request.subject());
    }

    private CompatibilityLevel ownLevel(String subject) {
        CompatibilityLevel level = store.levelOf(subject);
        if (level == null) {
            throw RegistryRefusal.levelNotConfigured(subject);
        }
        return level;
    }

    private Object putLevel(RestRequest request, @Nullable String subject) {
        CompatibilityLevel level =
                CompatibilityLevel.parse(request.body().path("compatibility").asText());
        store.setLevel(subject, level);
        return Map.of("compatibility", level);
    }

    private Object deleteLevel(@Nullable String subject, CompatibilityLevel before) {
        store.setLevel(subject, null);
        return Map.of("compatibilityLevel", before);
    }

    private static void addMode(RestRouter router) {
        router.add("GET", "/mode", r -> Map.of("mode", MODE))
                .add("PUT", "/mode", RegistryRoutes::putMode)
                .add("GET", "/mode/{subject}", r -> Map.of("mode", MODE))
                .add("PUT", "/mode/{subject}", RegistryRoutes::putMode);
    }

    private static Object putMode(RestRequest request) {
        String mode = request.body().path("mode").asText();
        if (!mode.equals(MODE)) {
            throw RegistryRefusal.invalidMode(mode);
        }
        return Map.of("mode", MODE);
    }
}

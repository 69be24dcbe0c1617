package dev.drawdown.embedded.registry;

import java.util.List;

/** A request that the registry answers with an error: Confluent's code and a message for people. */
final class RegistryRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    private RegistryRefusal(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static RegistryRefusal notFound() {
        return new RegistryRefusal(404, "HTTP 404 Not Found");
    }

    static RegistryRefusal methodNotAllowed() {
        return new RegistryRefusal(405, "HTTP 405 Method Not Allowed");
    }

    static RegistryRefusal malformedBody(String why) {
        return new RegistryRefusal(400, "Expected a JSON object, but " + why);
    }

    static RegistryRefusal bodyTooLarge(int limitBytes) {
        return new RegistryRefusal(413, "Expected a body of at most %d bytes, but it is larger".formatted(limitBytes));
    }

    static RegistryRefusal subjectNotFound(String subject) {
        return new RegistryRefusal(40401, "Subject '%s' not found.".formatted(subject));
    }

    static RegistryRefusal versionNotFound(int version) {
        return new RegistryRefusal(40402, "Version %d not found.".formatted(version));
    }

    static RegistryRefusal schemaNotFound() {
        return new RegistryRefusal(40403, "Schema not found");
    }

    static RegistryRefusal schemaNotFound(int id) {
        return new RegistryRefusal(40403, "Schema %d not found".formatted(id));
    }

    static RegistryRefusal subjectSoftDeleted(String subject) {
        return new RegistryRefusal(
                40404, "Subject '%s' was soft deleted. Set permanent=true to delete permanently".formatted(subject));
    }

    static RegistryRefusal subjectNotSoftDeleted(String subject) {
        return new RegistryRefusal(
                40405, "Subject '%s' was not deleted first before being permanently deleted".formatted(subject));
    }

    static RegistryRefusal versionSoftDeleted(String subject, int version) {
        return new RegistryRefusal(
                40406,
                "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently"
                        .formatted(subject, version));
    }

    static RegistryRefusal versionNotSoftDeleted(String subject, int version) {
        return new RegistryRefusal(
                40407,
                "Subject '%s' Version %d was not deleted first before being permanently deleted"
                        .formatted(subject, version));
    }

    static RegistryRefusal levelNotConfigured(String subject) {
        return new RegistryRefusal(
                40408, "Subject '%s' does not have subject-level compatibility configured".formatted(subject));
    }

    static RegistryRefusal incompatible(String subject, List<String> details) {
        return new RegistryRefusal(
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"%s\", details: %s"
                        .formatted(subject, details));
    }

    static RegistryRefusal invalidSchema(String why) {
        return new RegistryRefusal(42201, "Invalid schema: " + why);
    }

    static RegistryRefusal unknownSchemaType(String type) {
        return invalidSchema("expected schemaType AVRO, but it is " + type + "; this registry knows no other");
    }

    static RegistryRefusal invalidVersion(String version) {
        return new RegistryRefusal(
                42202,
                "The specified version '%s' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\""
                        .formatted(version));
    }

    static RegistryRefusal invalidLevel(String level) {
        return new RegistryRefusal(
                42203,
                "Invalid compatibility level '%s'. Valid values are %s"
                        .formatted(level, List.of(CompatibilityLevel.values())));
    }

    static RegistryRefusal invalidMode(String mode) {
        return new RegistryRefusal(42204, "Expected mode READWRITE, but it is %s; no other is kept".formatted(mode));
    }

    static RegistryRefusal notInImportMode(String subject) {
        return new RegistryRefusal(42205, "Subject %s is not in import mode".formatted(subject));
    }

    static RegistryRefusal referenceExists(String subject, int version) {
        return new RegistryRefusal(
                42206, "One or more references exist to the schema {%s, %d}".formatted(subject, version));
    }

    /** Confluent's codes are the status, with two digits more where one status has several meanings. */
    int status() {
        return code >= 1000 ? code / 100 : code;
    }

    int code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

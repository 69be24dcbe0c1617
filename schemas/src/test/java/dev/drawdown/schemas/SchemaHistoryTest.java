package dev.drawdown.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every schema against every version of it that was ever committed, in both directions. */
class SchemaHistoryTest {
    private static final Path COMMITTED = Path.of("src", "test", "resources", "schemas");

    /** Where the present schemas are put, each in one piece: to commit as the next version, or to hand to others. */
    private static final Path PRESENT = Path.of("target", "schemas");

    static Stream<Schema> schemas() {
        return Topics.unprefixed().all().stream().filter(Topic::isAvro).map(Topic::schema);
    }

    static List<Path> versions() throws IOException {
        try (Stream<Path> found = Files.list(COMMITTED)) {
            return found.sorted().toList();
        }
    }

    static Stream<Arguments> schemasAndVersions() throws IOException {
        List<Path> versions = versions();
        return schemas()
                .flatMap(schema -> versions.stream()
                        .map(version -> version.resolve(fileOf(schema)))
                        .filter(Files::exists)
                        .map(file -> arguments(schema.getName(), file, schema)));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("schemasAndVersions")
    void shouldReadAndBeReadByEveryVersion(String name, Path file, Schema schema) throws IOException {
        Schema earlier = new Schema.Parser().parse(Files.readString(file));

        assertThat(SchemaDifferences.between(schema, earlier)).as(name).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldHaveACommittedVersion(Schema schema) throws IOException {
        assertThat(versions()).anyMatch(version -> Files.exists(version.resolve(fileOf(schema))));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldStandInOnePiece(Schema schema) throws IOException {
        Files.createDirectories(PRESENT);
        Path file = PRESENT.resolve(fileOf(schema));
        Files.writeString(file, SchemaFormatter.format("json/pretty", schema) + "\n");

        assertThat(new Schema.Parser().parse(Files.readString(file))).isEqualTo(schema);
    }

    static Stream<Arguments> breakingChanges() {
        return Stream.of(
                arguments(
                        "a field without default", "\"fields\":\\[", "\"fields\":[{\"name\":\"a\",\"type\":\"int\"},"),
                arguments("a field gone", "\\{\"name\":\"ttl_seconds\",[^}]*\\},", ""),
                arguments("a field renamed", "\"ttl_seconds\"", "\"ttl\""),
                arguments("a text for a number", "(\"ttl_seconds\",\"type\":)\"long\"", "$1\"string\""),
                arguments("an int for a long", "(\"ttl_seconds\",\"type\":)\"long\"", "$1\"int\""),
                arguments("another scale of money", "(\"precision\":18,\"scale\":)6", "$12"),
                arguments("seconds for milliseconds", "timestamp-millis", "timestamp-micros"),
                arguments("a record renamed", "\"PlaceHold\"", "\"Reserve\""),
                arguments("a new kind of command", "(\"name\":\"body\",\"type\":\\[)", "$1\"string\","));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakingChanges")
    void shouldNoticeWhatBreaks(String change, String pattern, String replacement) {
        assertThat(SchemaDifferences.between(changed(pattern, replacement), WalletCommand.getClassSchema()))
                .as(change)
                .isNotEmpty();
    }

    static Stream<Arguments> harmlessChanges() {
        return Stream.of(
                arguments(
                        "a field with a default",
                        "\"fields\":\\[",
                        "\"fields\":[{\"name\":\"a\",\"type\":\"int\",\"default\":0},"),
                arguments("a field with a default gone", ",\\{\"name\":\"allow_overage\",[^}]*\\}", ""),
                arguments("another default", "\"default\":50", "\"default\":60"),
                arguments("other words", "\"doc\":\"Reserves", "\"doc\":\"Keeps"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmlessChanges")
    void shouldAllowWhatDoesNotBreak(String change, String pattern, String replacement) {
        assertThat(SchemaDifferences.between(changed(pattern, replacement), WalletCommand.getClassSchema()))
                .as(change)
                .isEmpty();
    }

    private static Schema changed(String pattern, String replacement) {
        String before = Topics.unprefixed().walletCommands.schema().toString();
        String after = before.replaceFirst(pattern, replacement);
        assertThat(after).isNotEqualTo(before);
        return new Schema.Parser().parse(after);
    }

    private static String fileOf(Schema schema) {
        return schema.getName() + ".avsc";
    }
}

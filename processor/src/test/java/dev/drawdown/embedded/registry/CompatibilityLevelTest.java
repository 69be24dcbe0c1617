package dev.drawdown.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityLevelTest {

    /**
     * Each row evolves {@code EARLIEST, EARLIER} into {@code NEXT} and lists the levels that allow it. Letters are
     * fields: small ones have a default, capital ones have none.
     */
    @ParameterizedTest
    @CsvSource({
        // earliest, earlier, next, levels that allow it
        "A,   A,    A,   NONE BACKWARD BACKWARD_TRANSITIVE FORWARD FORWARD_TRANSITIVE FULL FULL_TRANSITIVE",
        "A,   Ab,   Abc, NONE BACKWARD BACKWARD_TRANSITIVE FORWARD FORWARD_TRANSITIVE FULL FULL_TRANSITIVE",
        "Abc, Ab,   A,   NONE BACKWARD BACKWARD_TRANSITIVE FORWARD FORWARD_TRANSITIVE FULL FULL_TRANSITIVE",
        // A new field without a default: readers of the new schema miss it in old data.
        "A,   A,    AB,  NONE FORWARD FORWARD_TRANSITIVE",
        // A field without a default goes: readers of the old schema miss it in new data.
        "AB,  AB,   A,   NONE BACKWARD BACKWARD_TRANSITIVE",
        // Both at once.
        "AB,  AB,   AC,  NONE",
        // The last step alone is harmless, the one before is not undone by it.
        "A,   Ab,   AB,  NONE BACKWARD FORWARD FORWARD_TRANSITIVE FULL",
        "AB,  Ab,   A,   NONE BACKWARD BACKWARD_TRANSITIVE FORWARD FULL",
    })
    void shouldAllowWhatTheLevelPromises(String earliest, String earlier, String next, String allowing) {
        List<String> allowed = new ArrayList<>();
        for (CompatibilityLevel level : CompatibilityLevel.values()) {
            if (level.objections(schema(next), List.of(schema(earliest), schema(earlier)))
                    .isEmpty()) {
                allowed.add(level.name());
            }
        }

        assertThat(allowed).containsExactlyInAnyOrderElementsOf(Arrays.asList(allowing.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({"int, long, BACKWARD", "long, int, FORWARD", "int, string, NONE", "bytes, string, FULL"})
    void shouldKnowWhichTypesWiden(String before, String after, String strictest) {
        Schema next = new Schema.Parser().parse('"' + after + '"');
        Schema previous = new Schema.Parser().parse('"' + before + '"');

        boolean reads =
                CompatibilityLevel.BACKWARD.objections(next, List.of(previous)).isEmpty();
        boolean isRead =
                CompatibilityLevel.FORWARD.objections(next, List.of(previous)).isEmpty();

        assertThat(reads && isRead ? "FULL" : reads ? "BACKWARD" : isRead ? "FORWARD" : "NONE")
                .isEqualTo(strictest);
    }

    @ParameterizedTest
    @CsvSource({"NONE", "BACKWARD", "FULL_TRANSITIVE"})
    void shouldAllowAnythingAsTheFirst(CompatibilityLevel level) {
        assertThat(level.objections(schema("A"), List.of())).isEmpty();
    }

    private static Schema schema(String fields) {
        List<String> declarations = new ArrayList<>();
        for (int i = 0; i < fields.length(); i++) {
            char field = fields.charAt(i);
            String defaulted = Character.isLowerCase(field) ? ",\"default\":0" : "";
            declarations.add("{\"name\":\"%s\",\"type\":\"int\"%s}".formatted(Character.toLowerCase(field), defaulted));
        }
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + String.join(",", declarations) + "]}");
    }
}

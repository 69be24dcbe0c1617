package dev.drawdown.embedded.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathPatternTest {
    private final PathPattern pattern = new PathPattern("/subjects/{subject}/versions/{version}");

    @Test
    void shouldSayWhatStandsInTheOpenPlaces() {
        assertThat(pattern.match(List.of("subjects", "a-value", "versions", "1")))
                .isEqualTo(Map.of("subject", "a-value", "version", "1"));
    }

    @Test
    void shouldNotMatchOtherPaths() {
        assertThat(pattern.match(List.of("subjects", "a-value", "versions"))).isNull();
        assertThat(pattern.match(List.of("subjects", "a-value", "versions", "1", "schema")))
                .isNull();
        assertThat(pattern.match(List.of("subjects", "a-value", "version", "1")))
                .isNull();
    }

    @Test
    void shouldTakeALoneSlashForAPathWithoutParts() {
        PathPattern root = new PathPattern("/");

        assertThat(root.match(List.of())).isEmpty();
        assertThat(root.match(List.of("subjects"))).isNull();
    }
}

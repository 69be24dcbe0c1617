package dev.drawdown.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TracesTest {
    @Test
    void shouldUseAnIdentityAsItIsWhileItFits() {
        assertThat(Traces.key("w/TOP_UP/1/1")).isEqualTo("w/TOP_UP/1/1");
        assertThat(Traces.key("x".repeat(255))).hasSize(255).startsWith("xx");
        assertThat(Traces.value("x".repeat(500))).hasSize(500);
    }

    @Test
    void shouldKnowAnEndlessIdentityByItsHash() {
        assertThat(Traces.key("x".repeat(256)))
                .startsWith("sha256:")
                .hasSize("sha256:".length() + 64)
                .isNotEqualTo(Traces.key("y".repeat(256)))
                .isEqualTo(Traces.key("x".repeat(256)));
        assertThat(Traces.value("x".repeat(501))).startsWith("sha256:");
    }

    @Test
    void shouldNameTheRequestBesideWhatElseIsToBeFoundBy() {
        assertThat(Traces.metadata("w/TOP_UP/1", Map.of("drawdown_wallet", "w")))
                .isEqualTo(Map.of("drawdown_request", "w/TOP_UP/1", "drawdown_wallet", "w"));
    }
}

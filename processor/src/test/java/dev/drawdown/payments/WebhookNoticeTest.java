package dev.drawdown.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookNoticeTest {
    private static @Nullable WebhookNotice parse(String body) {
        return WebhookNotice.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String type, String object) {
        return "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"" + type + "\",\"data\":{\"object\":" + object + "}}";
    }

    @Test
    void shouldSayWhichRequestAPaymentIsOf() {
        assertThat(parse(event(
                        "payment_intent.succeeded",
                        "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"customer\":\"cus_1\",\"metadata\":"
                                + "{\"drawdown_request\":\"w/TOP_UP/1\"}}")))
                .isEqualTo(new WebhookNotice("evt_1", "payment_intent.succeeded", "pi_1", "w/TOP_UP/1", null, "cus_1"));
    }

    @Test
    void shouldSayWhichChargeADisputeIsAboutEvenIfItIsExpanded() {
        WebhookNotice plain =
                parse(event("charge.dispute.created", "{\"id\":\"du_1\",\"object\":\"dispute\",\"charge\":\"ch_1\"}"));
        WebhookNotice expanded = parse(event(
                "charge.dispute.created",
                "{\"id\":\"du_1\",\"object\":\"dispute\",\"charge\":{\"id\":\"ch_1\",\"object\":\"charge\"}}"));

        assertThat(plain).isEqualTo(new WebhookNotice("evt_1", "charge.dispute.created", "du_1", null, "ch_1", null));
        assertThat(expanded).isEqualTo(plain);
    }

    @Test
    void shouldTakeAChargeForItsOwn() {
        assertThat(parse(event("charge.refunded", "{\"id\":\"ch_1\",\"object\":\"charge\",\"metadata\":{}}")))
                .isEqualTo(new WebhookNotice("evt_1", "charge.refunded", "ch_1", null, "ch_1", null));
    }

    @Test
    void shouldReadTypesThatNobodyKnows() {
        assertThat(parse(event("moon.risen", "{\"id\":\"moon_1\",\"object\":\"moon\"}")))
                .isEqualTo(new WebhookNotice("evt_1", "moon.risen", "moon_1", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "not json",
                "{\"object\":\"event\"}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"x\"}",
                "{\"id\":\"evt_1\",\"object\":\"v2.core.event\",\"type\":\"x\",\"data\":{\"object\":{\"id\":\"y\"}}}",
                "{\"id\":5,\"object\":\"event\",\"type\":\"x\",\"data\":{\"object\":{\"id\":\"y\"}}}"
            })
    void shouldReadNothingElse(String body) {
        assertThat(parse(body)).isNull();
    }
}

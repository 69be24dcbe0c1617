package dev.drawdown.payments.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.ChargeRequest.Collect;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.RefundRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatientGatewayTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Declined DECLINED = new Declined(null, null, DeclineKind.SOFT, "no");
    private static final ChargeRequest CHARGE = new ChargeRequest(
            "w/TOP_UP/1", 1, "cus", "pm", 1, "USD", "", Map.of(), new Collect.Direct(), null, null, NOW, NOW);
    private static final RefundRequest REFUND = new RefundRequest("w/REFUND/1", 1, "ch", 1, "USD", Map.of(), NOW);

    private PaymentResult answer = new Processing("pi", null);
    private int calls;

    private final PaymentGateway gateway = new PaymentGateway() {
        @Override
        public PaymentResult collect(ChargeRequest request) {
            return answered();
        }

        @Override
        public PaymentResult look(ChargeRequest request) {
            return answered();
        }

        @Override
        public PaymentResult abandon(ChargeRequest request) {
            return answered();
        }

        @Override
        public PaymentResult refund(RefundRequest request) {
            return answered();
        }

        @Override
        public PaymentResult look(RefundRequest request) {
            return answered();
        }
    };

    private PaymentResult answered() {
        calls++;
        return answer;
    }

    @Test
    void shouldHandOnEveryCallAndItsAnswer() {
        PatientGateway patient = new PatientGateway(gateway, 1_000);

        assertThat(patient.collect(CHARGE)).isSameAs(answer);
        assertThat(patient.look(CHARGE)).isSameAs(answer);
        assertThat(patient.abandon(CHARGE)).isSameAs(answer);
        assertThat(patient.refund(REFUND)).isSameAs(answer);
        assertThat(patient.look(REFUND)).isSameAs(answer);
        assertThat(calls).isEqualTo(5);
    }

    @Test
    void shouldRestWhereMostCallsComeToNothingAndTellWhenToComeAgain() {
        PatientGateway patient = new PatientGateway(gateway, 1_000, Duration.ofHours(1));
        answer = new Unknown(null, "no_answer");
        // Six failures are most of ten, whatever the other four would be.
        for (int i = 0; i < 6; i++) {
            assertThat(patient.isResting()).isFalse();
            assertThat(patient.collect(CHARGE)).isSameAs(answer);
        }

        assertThat(patient.isResting()).isTrue();
        assertThat(patient.collect(CHARGE)).isInstanceOfSatisfying(Unavailable.class, unavailable -> {
            assertThat(unavailable.reason()).isEqualTo("resting");
            assertThat(unavailable.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofHours(1));
        });
        assertThat(calls).isEqualTo(6);
    }

    @Test
    void shouldNotTakeDeclinesForTrouble() {
        PatientGateway patient = new PatientGateway(gateway, 1_000);
        answer = DECLINED;
        for (int i = 0; i < 30; i++) {
            assertThat(patient.collect(CHARGE)).isSameAs(DECLINED);
        }

        assertThat(patient.isResting()).isFalse();
    }

    @Test
    void shouldCallAgainOnceItHasRested() {
        PatientGateway patient = new PatientGateway(gateway, 1_000, Duration.ofNanos(1));
        answer = new Unavailable(Duration.ofSeconds(5), "rate_limit");
        for (int i = 0; i < 10; i++) {
            patient.collect(CHARGE);
        }
        answer = DECLINED;

        assertThat(patient.collect(CHARGE)).isSameAs(DECLINED);
    }
}

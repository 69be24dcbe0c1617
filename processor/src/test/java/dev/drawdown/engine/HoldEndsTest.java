package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How holds end: captured, released or expired, once. */
final class HoldEndsTest {
    private final WalletFixture wallet = WalletFixture.funded("100");

    @Test
    void shouldCaptureAllWhenNoAmountIsNamed() {
        accepted(wallet.command(Bodies.hold("h1", "30")));

        Decision captured = accepted(wallet.command(Bodies.capture("h1", null)));

        assertThat(Ledger.lines(captured))
                .containsExactly("HOLD_CAPTURE 30 (-30) T1 deferred_revenue>revenue recognized 30");
        assertThat(captured.postings().getFirst().attribution().holdId()).isEqualTo("h1");
        assertThat(captured.postings().getFirst().attribution().category()).isEqualTo("lead");
        assertThat(wallet.held()).isEqualTo("0");
        assertThat(wallet.wallet().holds()).isEmpty();
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldCaptureAPartAndReleaseTheRest() {
        accepted(wallet.command(Bodies.grant("20", Pool.PLAN)));
        accepted(wallet.command(Bodies.hold("h1", "30")));

        Decision captured = accepted(wallet.command(Bodies.capture("h1", "25")));

        assertThat(Ledger.lines(captured))
                .containsExactly(
                        "HOLD_CAPTURE 20 (-20) T2 plan_credit>plan_used",
                        "HOLD_CAPTURE 5 (-5) T1 deferred_revenue>revenue recognized 5");
        assertThat(wallet.available()).isEqualTo("95");
        assertThat(wallet.held()).isEqualTo("0");
    }

    @Test
    void shouldCaptureNothingAndReleaseAll() {
        accepted(wallet.command(Bodies.hold("h1", "30")));

        accepted(wallet.command(Bodies.capture("h1", "0")));

        assertThat(wallet.available()).isEqualTo("100");
        refused(wallet.command(Bodies.release("h1")), Outcome.HOLD_ALREADY_CAPTURED);
    }

    @Test
    void shouldRefuseToCaptureMoreThanIsHeld() {
        accepted(wallet.command(Bodies.hold("h1", "30")));

        refused(wallet.command(Bodies.capture("h1", "30.000001")), Outcome.EXCEEDS_HOLD);
        assertThat(wallet.held()).isEqualTo("30");
    }

    @Test
    void shouldDebitTheOverageWhereTheHoldAllowsIt() {
        accepted(wallet.command(Bodies.holdWithOverage("h1", "30")));

        assertThat(Ledger.lines(wallet.command(Bodies.capture("h1", "120"))))
                .containsExactly(
                        "HOLD_CAPTURE 30 (-30) T1 deferred_revenue>revenue recognized 30",
                        "USAGE 70 (-70) T1 deferred_revenue>revenue recognized 70",
                        "SHORTFALL 20 (-20) - receivable>revenue recognized 20");
        assertThat(wallet.owed()).isEqualTo("20");
    }

    @Test
    void shouldReleaseAllOfIt() {
        accepted(wallet.command(Bodies.hold("h1", "30")));

        Decision released = accepted(wallet.command(Bodies.release("h1")));

        assertThat(released.postings()).isEmpty();
        assertThat(wallet.available()).isEqualTo("100");
        assertThat(wallet.held()).isEqualTo("0");
    }

    @Test
    void shouldExpireAtItsInstant() {
        accepted(wallet.command(Bodies.hold("h1", "30")));

        wallet.after(Duration.ofMillis(599_999));
        assertThat(wallet.tick()).isEmpty();
        wallet.after(Duration.ofMillis(1));
        assertThat(wallet.tick()).hasSize(1);
        assertThat(wallet.available()).isEqualTo("100");
        assertThat(wallet.held()).isEqualTo("0");
    }

    @Test
    void shouldNotBeCapturedAtItsExpiryEvenIfTheTimerIsLate() {
        accepted(wallet.command(Bodies.hold("h1", "30")));

        refused(wallet.after(Duration.ofMinutes(10)).command(Bodies.capture("h1", null)), Outcome.HOLD_EXPIRED);
        refused(wallet.command(Bodies.release("h1")), Outcome.HOLD_EXPIRED);
    }

    @Test
    void shouldAnswerASecondEndOfTheSameKindWithTheFirstOutcome() {
        accepted(wallet.command(Bodies.hold("h1", "30")));
        accepted(wallet.command(Bodies.hold("h2", "30")));
        accepted(wallet.command("c1", Bodies.capture("h1", "10")));
        accepted(wallet.command("c2", Bodies.release("h2")));
        Wallet before = wallet.wallet();

        Decision captured = wallet.command("c3", Bodies.capture("h1", "10"));
        Decision released = wallet.command("c4", Bodies.release("h2"));

        for (Decision again : List.of(captured, released)) {
            assertThat(again.outcome().kind()).isEqualTo(Outcome.Kind.DONE);
            assertThat(again.duplicate()).isTrue();
            assertThat(again.postings()).isEmpty();
        }
        assertThat(wallet.wallet()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAnotherKindOfEnd() {
        accepted(wallet.command(Bodies.hold("h1", "30")));
        accepted(wallet.command(Bodies.hold("h2", "30")));
        accepted(wallet.command(Bodies.capture("h1", "10")));
        accepted(wallet.command(Bodies.release("h2")));

        refused(wallet.command(Bodies.release("h1")), Outcome.HOLD_ALREADY_CAPTURED);
        refused(wallet.command(Bodies.capture("h2", "10")), Outcome.HOLD_ALREADY_RELEASED);
    }

    @Test
    void shouldRefuseToEndAHoldThatNeverWas() {
        refused(wallet.command(Bodies.capture("h1", null)), Outcome.NO_SUCH_HOLD);
        refused(wallet.command(Bodies.release("h1")), Outcome.NO_SUCH_HOLD);
    }

    @Test
    void shouldForgetAnEndedHoldAfterTheWindow() {
        accepted(wallet.command(Bodies.hold("h1", "30")));
        accepted(wallet.command(Bodies.release("h1")));

        wallet.after(Duration.ofDays(9));
        refused(wallet.command(Bodies.release("h1")), Outcome.NO_SUCH_HOLD);
    }

    @Test
    void shouldBeCapturedByTheLeadThatNamesIt() {
        accepted(wallet.command(Bodies.hold("h1", "30")));

        Decision lead = accepted(wallet.leadOnHold("l1", "25", "h1"));

        assertThat(Ledger.lines(lead))
                .containsExactly("HOLD_CAPTURE 25 (-25) T1 deferred_revenue>revenue recognized 25");
        assertThat(lead.postings().getFirst().attribution().leadId()).isEqualTo("l1");
        assertThat(wallet.held()).isEqualTo("0");
        assertThat(wallet.available()).isEqualTo("75");
        refused(wallet.command(Bodies.release("h1")), Outcome.HOLD_ALREADY_CAPTURED);
    }

    @Test
    void shouldDebitWhatALeadCostsBeyondItsHold() {
        accepted(wallet.command(Bodies.hold("h1", "30")));
        accepted(wallet.command(Bodies.hold("h2", "60")));

        assertThat(Ledger.lines(wallet.leadOnHold("l1", "45", "h1")))
                .containsExactly(
                        "HOLD_CAPTURE 30 (-30) T1 deferred_revenue>revenue recognized 30",
                        "LEAD_DELIVERY 10 (-10) T1 deferred_revenue>revenue recognized 10",
                        "SHORTFALL 5 (-5) - receivable>revenue recognized 5");
        assertThat(wallet.held()).isEqualTo("60");
    }

    @Test
    void shouldDebitALeadPlainlyWhenItsHoldIsGone() {
        accepted(wallet.command(Bodies.hold("h1", "30")));
        wallet.after(Duration.ofMinutes(11));

        assertThat(Ledger.lines(wallet.leadOnHold("l1", "25", "h1")))
                .containsExactly("LEAD_DELIVERY 25 (-25) T1 deferred_revenue>revenue recognized 25");
        assertThat(Ledger.lines(wallet.leadOnHold("l2", "25", "never")))
                .containsExactly("LEAD_DELIVERY 25 (-25) T1 deferred_revenue>revenue recognized 25");
    }

    @Test
    void shouldWriteNothingForSlicesThatACaptureDoesNotReach() {
        accepted(wallet.command(Bodies.grant("20", Pool.PLAN)));
        accepted(wallet.command(Bodies.hold("h1", "30")));
        accepted(wallet.command(Bodies.hold("h2", "30")));

        assertThat(Ledger.lines(wallet.command(Bodies.capture("h1", "15"))))
                .containsExactly("HOLD_CAPTURE 15 (-15) T2 plan_credit>plan_used");
        assertThat(wallet.command(Bodies.capture("h2", "0")).postings()).isEmpty();
    }
}

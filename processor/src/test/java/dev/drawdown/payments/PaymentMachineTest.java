package dev.drawdown.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drawdown.payments.ChargeStanding.Dispute;
import dev.drawdown.payments.PaymentEvent.Answered;
import dev.drawdown.payments.PaymentEvent.Hinted;
import dev.drawdown.payments.PaymentEvent.Kept;
import dev.drawdown.payments.PaymentEvent.Requested;
import dev.drawdown.payments.PaymentEvent.Reviewed;
import dev.drawdown.payments.PaymentEvent.Woken;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.PaymentState.Phase.Doubtful;
import dev.drawdown.payments.PaymentState.Phase.Failed;
import dev.drawdown.payments.PaymentState.Phase.Paid;
import dev.drawdown.payments.PaymentState.Phase.Prepared;
import dev.drawdown.payments.PaymentState.Phase.UnderWay;
import dev.drawdown.payments.PaymentStep.Action;
import dev.drawdown.payments.PaymentStep.Action.Collect;
import dev.drawdown.payments.PaymentStep.Action.Flag;
import dev.drawdown.payments.PaymentStep.Action.Look;
import dev.drawdown.payments.PaymentStep.Action.Nothing;
import dev.drawdown.payments.PaymentStep.Action.ReadBack;
import dev.drawdown.payments.PaymentStep.Action.Review;
import dev.drawdown.payments.PaymentStep.Action.Tell;
import dev.drawdown.payments.PaymentStep.Action.TellLater;
import dev.drawdown.payments.PaymentStep.News.DisputeWon;
import dev.drawdown.payments.PaymentStep.News.Disputed;
import dev.drawdown.payments.PaymentStep.News.Refunded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaymentMachineTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Succeeded PAID = new Succeeded("pi_1", "ch_2", 25_000_000, "https://receipt");
    private static final Declined DECLINED = new Declined("pi_1", "ch_1", DeclineKind.SOFT, "insufficient_funds");
    private static final Unknown UNKNOWN = new Unknown("pi_1", "no_answer");
    private static final PaymentOrder ORDER = new PaymentOrder.Charge(
            "wallet-1/TOP_UP/1", "cus_1", 25_000_000, "USD", "Top-up", Map.of(), new ChargeRequest.Collect.Direct());

    private static PaymentStep next(PaymentState state, PaymentEvent event) {
        return PaymentMachine.next(state, event, NOW);
    }

    private static PaymentState after(PaymentEvent... events) {
        PaymentState state =
                PaymentMachine.next(null, new Requested(ORDER, 1, "pm_1"), NOW).state();
        for (PaymentEvent event : events) {
            state = next(state, event).state();
        }
        return state;
    }

    private static PaymentEvent answer(PaymentResult result) {
        return new Answered(1, result);
    }

    private static Requested asked(int attempt) {
        return new Requested(ORDER, attempt, "pm_" + attempt);
    }

    private static Action action(PaymentState state, PaymentEvent event) {
        return next(state, event).action();
    }

    @Test
    void shouldWriteAnAttemptBeforeItIsSent() {
        PaymentStep first = PaymentMachine.next(null, asked(1), NOW);

        assertThat(first.action()).isEqualTo(new ReadBack());
        assertThat(first.state().phase()).isEqualTo(new Prepared());
        assertThat(action(first.state(), new Kept()))
                .isEqualTo(new Collect(first.state().call()));
        assertThat(call(first.state()).attemptKey()).isEqualTo("wallet-1/TOP_UP/1/1");
        assertThat(call(first.state()).attemptSentAt()).isEqualTo(NOW);
    }

    @Test
    void shouldNotSendWhatIsNotReadBackYet() {
        for (PaymentEvent event : new PaymentEvent[] {asked(1), new Woken(), new Hinted()}) {
            PaymentStep step = PaymentMachine.next(after(), event, NOW.plusSeconds(20));
            assertThat(step.action()).isEqualTo(new ReadBack());
            assertThat(step.state().wakeAt()).isEqualTo(NOW.plusSeconds(20).plus(PaymentMachine.LOST_AFTER));
        }
    }

    @Test
    void shouldGoOnByItselfWhereACallIsLost() {
        PaymentState sent = after(new Kept());
        PaymentState looking = after(answer(new Processing("pi_1", null)), new Hinted());
        PaymentState reviewing = after(answer(PAID), new Hinted());

        for (PaymentState state : new PaymentState[] {after(), sent, looking, reviewing}) {
            assertThat(state.wakeAt()).isEqualTo(NOW.plus(PaymentMachine.LOST_AFTER));
        }
        assertThat(next(looking, answer(DECLINED)).state().wakeAt()).isNull();
        assertThat(next(reviewing, new Reviewed(standing(0, Dispute.NONE, 0)))
                        .state()
                        .wakeAt())
                .isNull();
    }

    @Test
    void shouldExpectARequestFirst() {
        assertThatIllegalArgumentException().isThrownBy(() -> PaymentMachine.next(null, new Kept(), NOW));
    }

    @Test
    void shouldTellThatItIsPaidAndNothingAfterThat() {
        PaymentStep paid = next(after(), answer(PAID));

        assertThat(paid.action()).isEqualTo(new Tell(1, PAID));
        assertThat(paid.state().phase()).isEqualTo(new Paid(PAID));
        assertThat(paid.state().wakeAt()).isNull();
        PaymentState asked = next(paid.state(), new Hinted()).state();
        for (PaymentResult late : new PaymentResult[] {PAID, DECLINED, new Processing("pi_1", null)}) {
            assertThat(next(asked, answer(late))).isEqualTo(new PaymentStep(paid.state(), new Nothing()));
        }
        assertThat(action(paid.state(), asked(1))).isEqualTo(new Tell(1, PAID));
    }

    @Test
    void shouldNotTryAgainWhatIsPaid() {
        PaymentStep again = next(after(answer(PAID)), asked(2));

        assertThat(again.action()).isEqualTo(new Tell(1, PAID));
        assertThat(again.state().attempt()).isEqualTo(1);
    }

    @Test
    void shouldMakeTheNextAttemptOnceTheOneBeforeHasFailed() {
        PaymentStep failed = next(after(), answer(DECLINED));
        assertThat(failed.action()).isEqualTo(new Tell(1, DECLINED));
        assertThat(failed.state().phase()).isEqualTo(new Failed(DECLINED));

        PaymentStep second = PaymentMachine.next(failed.state(), asked(2), NOW.plusSeconds(60));

        assertThat(second.action()).isEqualTo(new ReadBack());
        ChargeRequest call = call(second.state());
        assertThat(call.attempt()).isEqualTo(2);
        assertThat(call.methodId()).isEqualTo("pm_2");
        assertThat(call.providerId()).isEqualTo("pi_1");
        assertThat(call.lastChargeId()).isEqualTo("ch_1");
        assertThat(call.firstSentAt()).isEqualTo(NOW);
        assertThat(call.attemptSentAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void shouldKeepTheLastChargeOverAnAttemptThatMadeNone() {
        Declined withoutCharge = new Declined("pi_1", null, DeclineKind.SOFT, "not_attempted");
        PaymentState third = after(answer(DECLINED), asked(2), new Answered(2, withoutCharge), asked(3));

        assertThat(third.call().attempt()).isEqualTo(3);
        assertThat(call(third).lastChargeId()).isEqualTo("ch_1");
    }

    @Test
    void shouldMakeTheSameCallAgainRatherThanAnotherAttemptWhileNothingIsKnown() {
        PaymentState doubtful = after(answer(UNKNOWN));

        assertThat(doubtful.phase()).isEqualTo(new Doubtful());
        assertThat(doubtful.providerId()).isEqualTo("pi_1");
        for (PaymentEvent event : new PaymentEvent[] {new Woken(), new Hinted(), new Kept(), asked(1), asked(2)}) {
            assertThat(action(doubtful, event)).isEqualTo(new Collect(doubtful.call()));
        }
        assertThat(call(doubtful).attemptKey()).isEqualTo(call(after()).attemptKey());
    }

    @Test
    void shouldWaitLongerAfterEachDoubtAndSayItAloudOnce() {
        PaymentState state = after();
        Duration[] waits = {
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(1)
        };
        for (int i = 0; i < waits.length; i++) {
            PaymentStep step = next(state, answer(UNKNOWN));
            state = step.state();
            assertThat(state.wakeAt()).isEqualTo(NOW.plus(waits[i]));
            assertThat(step.action())
                    .isEqualTo(i + 1 == PaymentMachine.DOUBTS_FLAGGED ? new Flag(1, "no_answer") : new Nothing());
        }
    }

    @Test
    void shouldComeAgainWhenStripeSaysSoWithoutADoubt() {
        PaymentState state = after(answer(new Unavailable(Duration.ofSeconds(7), "rate_limit")));

        assertThat(state.wakeAt()).isEqualTo(NOW.plusSeconds(7));
        assertThat(state.doubts()).isZero();
        assertThat(action(state, new Woken())).isEqualTo(new Collect(state.call()));
    }

    @Test
    void shouldTellInterimAnswersOnceAndLookAgain() {
        Processing processing = new Processing("pi_1", "ch_1");
        ActionRequired required = new ActionRequired("pi_1", "https://bank");

        PaymentStep step = next(after(), answer(processing));
        assertThat(step.action()).isEqualTo(new Tell(1, processing));
        assertThat(step.state().phase()).isEqualTo(new UnderWay(processing));
        assertThat(action(step.state(), answer(processing))).isEqualTo(new Nothing());
        assertThat(action(step.state(), answer(required))).isEqualTo(new Tell(1, required));
        assertThat(action(step.state(), new Hinted()))
                .isEqualTo(new Look(step.state().call()));
        assertThat(action(step.state(), new Woken()))
                .isEqualTo(new Look(step.state().call()));
        assertThat(action(step.state(), asked(1)))
                .isEqualTo(new Look(step.state().call()));
        assertThat(step.state().wakeAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void shouldStillKnowWhatItKnewWhenALookFails() {
        Processing processing = new Processing("pi_1", "ch_1");
        PaymentState underWay = after(answer(processing));

        for (PaymentResult nothing : new PaymentResult[] {UNKNOWN, new Unavailable(Duration.ofSeconds(7), "busy")}) {
            PaymentStep step = next(underWay, answer(nothing));
            assertThat(step.action()).isEqualTo(new Nothing());
            assertThat(step.state().phase()).isEqualTo(new UnderWay(processing));
            assertThat(step.state().wakeAt()).isNotNull();
        }
        PaymentState failed = after(answer(DECLINED));
        PaymentState unknown = next(failed, answer(UNKNOWN)).state();
        PaymentState later = next(failed, answer(new Unavailable(Duration.ofSeconds(7), "busy")))
                .state();
        assertThat(unknown.phase()).isEqualTo(failed.phase());
        assertThat(unknown.wakeAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(later.phase()).isEqualTo(failed.phase());
        assertThat(later.wakeAt()).isEqualTo(NOW.plusSeconds(7));
    }

    @Test
    void shouldTakeAPaymentThatSucceedsAfterItHadFailed() {
        PaymentState failed = after(answer(DECLINED));
        assertThat(action(failed, new Hinted())).isEqualTo(new Look(failed.call()));
        assertThat(action(failed, answer(DECLINED))).isEqualTo(new Nothing());
        assertThat(action(failed, asked(1))).isEqualTo(new Tell(1, DECLINED));

        assertThat(action(failed, answer(PAID))).isEqualTo(new Tell(1, PAID));
    }

    @Test
    void shouldNotMindWhatIsSaidOfAnEarlierAttempt() {
        PaymentState second = after(answer(DECLINED), asked(2));

        assertThat(next(second, answer(DECLINED))).isEqualTo(new PaymentStep(second, new Nothing()));
        assertThat(next(second, asked(1))).isEqualTo(new PaymentStep(second, new Nothing()));
    }

    private static ChargeRequest call(PaymentState state) {
        return (ChargeRequest) state.call();
    }

    private static ChargeStanding standing(long refundedMicros, Dispute dispute, long disputedMicros) {
        return new ChargeStanding(
                "ch_2", "wallet-1/TOP_UP/1", "USD", 25_000_000, refundedMicros, dispute, disputedMicros);
    }

    private static Action review(PaymentState state, ChargeStanding standing) {
        return action(state, new Reviewed(standing));
    }

    @Test
    void shouldReviewAPaymentOnAHintAndTellWhatIsNew() {
        PaymentState paid = after(answer(PAID));
        assertThat(action(paid, new Hinted())).isEqualTo(new Review("ch_2"));
        assertThat(review(paid, standing(0, Dispute.INQUIRY, 0))).isEqualTo(new Nothing());

        PaymentStep refunded = next(paid, new Reviewed(standing(5_000_000, Dispute.NONE, 0)));
        assertThat(refunded.action()).isEqualTo(new TellLater(1, List.of(new Refunded(5_000_000))));
        assertThat(review(refunded.state(), standing(5_000_000, Dispute.NONE, 0)))
                .isEqualTo(new Nothing());
        assertThat(review(refunded.state(), standing(4_000_000, Dispute.NONE, 0)))
                .isEqualTo(new Nothing());
        assertThat(review(refunded.state(), standing(6_000_000, Dispute.OPEN, 19_000_000)))
                .isEqualTo(new TellLater(1, List.of(new Refunded(6_000_000), new Disputed(19_000_000))));
    }

    @Test
    void shouldTellOfARefundAfterOneOfTheSameAmountHasBounced() {
        PaymentState paid = after(
                answer(PAID),
                new Reviewed(standing(5_000_000, Dispute.NONE, 0)),
                new Reviewed(standing(0, Dispute.NONE, 0)));

        assertThat(review(paid, standing(5_000_000, Dispute.NONE, 0)))
                .isEqualTo(new TellLater(1, List.of(new Refunded(5_000_000))));
    }

    @Test
    void shouldBeginAnewWhatTheProviderNeverHad() {
        Declined never = new Declined(null, null, DeclineKind.SOFT, "not_created");
        Instant later = NOW.plus(Duration.ofDays(2));
        PaymentState unknownThere = after(answer(never));
        PaymentState knownThere = after(answer(DECLINED));

        assertThat(PaymentMachine.next(unknownThere, asked(2), later).state().firstSentAt())
                .isEqualTo(later);
        assertThat(PaymentMachine.next(knownThere, asked(2), later).state().firstSentAt())
                .isEqualTo(NOW);
    }

    @Test
    void shouldTellOfADisputeOnceAndOfItsEnd() {
        PaymentState paid = after(answer(PAID));
        PaymentState open =
                next(paid, new Reviewed(standing(0, Dispute.OPEN, 25_000_000))).state();
        assertThat(review(open, standing(0, Dispute.LOST, 25_000_000))).isEqualTo(new Nothing());

        PaymentStep won = next(open, new Reviewed(standing(0, Dispute.WON, 25_000_000)));
        assertThat(won.action()).isEqualTo(new TellLater(1, List.of(new DisputeWon())));
        assertThat(review(won.state(), standing(0, Dispute.WON, 25_000_000))).isEqualTo(new Nothing());
        assertThat(review(paid, standing(0, Dispute.WON, 25_000_000))).isEqualTo(new Nothing());
        assertThat(review(paid, standing(0, Dispute.LOST, 1))).isEqualTo(new TellLater(1, List.of(new Disputed(1))));
    }

    @Test
    void shouldHaveNothingToReviewOfAPaymentWithoutACharge() {
        PaymentState paid = after(answer(new Succeeded("in_1", null, 25_000_000, null)));

        assertThat(next(paid, new Hinted())).isEqualTo(new PaymentStep(paid, new Nothing()));
    }

    @Test
    void shouldNotReviewWhatIsNotPaid() {
        PaymentState failed = after(answer(DECLINED));

        assertThat(next(failed, new Reviewed(standing(1, Dispute.OPEN, 1))))
                .isEqualTo(new PaymentStep(failed, new Nothing()));
    }

    @Test
    void shouldGiveMoneyBackAndNoticeWhenItBounces() {
        PaymentOrder refund = new PaymentOrder.Refund("wallet-1/REFUND/1", "ch_2", 5_000_000, "USD", Map.of());
        PaymentState asked =
                PaymentMachine.next(null, new Requested(refund, 1, ""), NOW).state();
        RefundRequest call = new RefundRequest("wallet-1/REFUND/1", 1, "ch_2", 5_000_000, "USD", Map.of(), NOW);
        assertThat(action(asked, new Kept())).isEqualTo(new Collect(call));

        Succeeded done = new Succeeded("re_1", "ch_2", 5_000_000, null);
        PaymentState paid = next(asked, answer(done)).state();
        assertThat(action(paid, new Hinted())).isEqualTo(new Look(call));

        Declined bounced = new Declined("re_1", "ch_2", DeclineKind.HARD, "expired_or_canceled_card");
        assertThat(next(paid, answer(bounced)).action()).isEqualTo(new Tell(1, bounced));
        assertThat(next(paid, answer(bounced)).state().phase()).isEqualTo(new Failed(bounced));
    }
}

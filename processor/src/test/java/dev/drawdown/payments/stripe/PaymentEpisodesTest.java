package dev.drawdown.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.stripe.Fault;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.PaymentEvent;
import dev.drawdown.payments.PaymentEvent.Answered;
import dev.drawdown.payments.PaymentEvent.Hinted;
import dev.drawdown.payments.PaymentEvent.Kept;
import dev.drawdown.payments.PaymentEvent.Requested;
import dev.drawdown.payments.PaymentEvent.Woken;
import dev.drawdown.payments.PaymentMachine;
import dev.drawdown.payments.PaymentOrder;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentState;
import dev.drawdown.payments.PaymentState.Phase.Failed;
import dev.drawdown.payments.PaymentState.Phase.Paid;
import dev.drawdown.payments.PaymentState.Phase.Prepared;
import dev.drawdown.payments.PaymentStep;
import dev.drawdown.payments.PaymentStep.Action;
import dev.drawdown.payments.PaymentStep.Action.Collect;
import dev.drawdown.payments.PaymentStep.Action.Flag;
import dev.drawdown.payments.PaymentStep.Action.Look;
import dev.drawdown.payments.PaymentStep.Action.Nothing;
import dev.drawdown.payments.PaymentStep.Action.ReadBack;
import dev.drawdown.payments.PaymentStep.Action.Review;
import dev.drawdown.payments.PaymentStep.Action.Tell;
import dev.drawdown.payments.PaymentStep.Action.TellLater;
import dev.drawdown.payments.RefundRequest;
import dev.drawdown.payments.SavedMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whole episodes against the simulator, with faults, crashes at each step, duplicates, hints and keys that expire.
 *
 * <p>{@code -Dsimulation.seeds=N} runs more of them; the seed of one that fails is in the message.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentEpisodesTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 60);
    private static final int MOST_STEPS = 60;
    private static final int MOST_ATTEMPTS = 3;
    private static final List<String> CALLS = List.of(GatewayRig.CREATE, GatewayRig.CONFIRM, GatewayRig.READ);

    /** An end without an answer strikes twice, since Java's own client repeats such a call once by itself. */
    private static final Map<Fault, Integer> FAULTS = Map.of(
            Fault.CHARGED_THEN_RESET, 2,
            Fault.RESET, 2,
            Fault.CHARGED_THEN_ERROR, 1,
            Fault.ERROR, 1,
            Fault.RATE_LIMITED, 1,
            Fault.CHARGED_THEN_TIMEOUT, 1);

    private final GatewayRig rig = new GatewayRig();

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void shouldChargeNobodyTwiceAndForgetNobodysPayment() {
        int paid = 0;
        int flagged = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Episode episode = new Episode(seed);
            episode.run();
            paid += episode.told instanceof PaymentResult.Succeeded ? 1 : 0;
            flagged += episode.flags > 0 ? 1 : 0;
        }
        // An episode generator that never pays, or never runs into trouble, would prove nothing.
        assertThat(paid).isGreaterThan(SEEDS / 3);
        assertThat(flagged).isPositive();
    }

    private final class Episode {
        private final long seed;
        private final SplittableRandom random;
        private final String customer;
        private final PaymentOrder order;
        private @Nullable PaymentState state;
        private @Nullable PaymentResult told;
        private int flags;
        private int asked = 1;

        private Episode(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.customer = GatewayRig.done(rig.customers.openCustomer("payer-" + seed, null, null, Map.of()));
            this.order = new PaymentOrder.Charge(
                    "wallet-" + seed + "/AUTO_RECHARGE/1",
                    customer,
                    25_000_000,
                    "USD",
                    "Auto-recharge",
                    Map.of(),
                    new ChargeRequest.Collect.Direct());
        }

        private void run() {
            for (int step = 0; step < MOST_STEPS && !isOver(); step++) {
                if (random.nextInt(3) == 0) {
                    provoke();
                }
                take(somethingThatMayHappen());
            }
            rig.forgiveFaults();
            settle();
            check();
        }

        private boolean isOver() {
            return state != null && state.phase() instanceof Paid;
        }

        private void provoke() {
            Fault fault = List.copyOf(FAULTS.keySet()).get(random.nextInt(FAULTS.size()));
            rig.provoke(fault, CALLS.get(random.nextInt(CALLS.size())), FAULTS.getOrDefault(fault, 1));
        }

        private PaymentEvent somethingThatMayHappen() {
            PaymentState now = state;
            if (now == null) {
                return request(1);
            }
            if (random.nextInt(20) == 0) {
                rig.clock.pass(Duration.ofHours(random.nextInt(1, 26)));
            }
            return switch (random.nextInt(5)) {
                case 0 -> request(asked);
                case 1 -> new Hinted();
                case 2 -> new Woken();
                default -> {
                    boolean another = now.phase() instanceof Failed && asked < MOST_ATTEMPTS;
                    yield another ? request(++asked) : new Kept();
                }
            };
        }

        private Requested request(int attempt) {
            String token = random.nextInt(3) == 0 ? "pm_card_chargeCustomerFail" : "pm_card_visa";
            return new Requested(order, attempt, saved(token));
        }

        private String saved(String token) {
            for (SavedMethod method : GatewayRig.done(rig.customers.methods(customer))) {
                if (method.last4().equals(token.equals("pm_card_visa") ? "4242" : "0341")) {
                    return method.id();
                }
            }
            return rig.saved(customer, token);
        }

        /** The state is written, with what is told; then the process may die before, or after, it makes a call. */
        private void take(PaymentEvent event) {
            PaymentStep step = PaymentMachine.next(state, event, rig.clock.instant());
            state = step.state();
            boolean calls = step.action() instanceof Collect || step.action() instanceof Look;
            if (!calls || random.nextInt(6) > 0) {
                carryOut(step.action());
            }
        }

        private void carryOut(Action action) {
            switch (action) {
                case Collect(ChargeRequest request) -> answered(request.attempt(), rig.gateway.collect(request));
                case Look(ChargeRequest request) -> answered(request.attempt(), rig.gateway.look(request));
                case Tell(int _, PaymentResult result) -> told = result;
                case Flag _ -> flags++;
                case ReadBack _, Review _, TellLater _, Nothing _ -> {}
                case Collect(RefundRequest refund) -> throw new AssertionError("Expected a charge, but got " + refund);
                case Look(RefundRequest refund) -> throw new AssertionError("Expected a charge, but got " + refund);
            }
        }

        private void answered(int attempt, PaymentResult result) {
            if (random.nextInt(6) > 0) {
                take(new Answered(attempt, result));
            }
        }

        /** Everything works again, and nothing is asked for any more: the end must be found by itself. */
        private void settle() {
            for (int i = 0; i < 8; i++) {
                PaymentState now = state;
                if (now == null) {
                    return;
                }
                PaymentEvent event =
                        now.phase() instanceof Prepared ? new Kept() : new Requested(order, now.attempt(), "");
                PaymentStep step = PaymentMachine.next(now, event, rig.clock.instant());
                state = step.state();
                PaymentStep last = step;
                for (PaymentResult result = asked(step.action()); result != null; result = asked(last.action())) {
                    last = PaymentMachine.next(last.state(), new Answered(now.attempt(), result), rig.clock.instant());
                    state = last.state();
                }
                carryOut(last.action());
                rig.clock.pass(Duration.ofHours(3));
            }
        }

        /** Makes the call that an action is, and loses no answer; null where the action is no call. */
        private @Nullable PaymentResult asked(Action action) {
            return switch (action) {
                case Collect(ChargeRequest request) -> rig.gateway.collect(request);
                case Look(ChargeRequest request) -> rig.gateway.look(request);
                case Collect(RefundRequest refund) -> rig.gateway.refund(refund);
                case Look(RefundRequest refund) -> rig.gateway.look(refund);
                case ReadBack _, Review _, Tell _, TellLater _, Flag _, Nothing _ -> null;
            };
        }

        private void check() {
            long paid = rig.paidTimes(customer);
            String what = "seed " + seed + ": " + state + ", told " + told + ", flagged " + flags;
            assertThat(paid).as(what).isLessThanOrEqualTo(1);
            assertThat(rig.intents(customer)).as(what).isLessThanOrEqualTo(1);
            if (told instanceof PaymentResult.Succeeded) {
                assertThat(paid).as(what).isEqualTo(1);
            } else if (told instanceof Declined) {
                assertThat(paid).as(what).isZero();
            } else {
                assertThat(flags).as(what).isPositive();
            }
        }
    }
}

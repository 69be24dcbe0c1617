package dev.drawdown.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.RefundRequest;
import dev.drawdown.payments.stripe.Episode.Sabotage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole recharges, from the wallet that asks to the wallet that is told, with everything that can go wrong in between.
 *
 * <p>{@code -Dpayments.episodes=20000} runs more of them, {@code -Dpayments.seed=N} the one of a seed. What went wrong names it.
 */
class PaymentEpisodesTest {
    private static final Logger log = LoggerFactory.getLogger(PaymentEpisodesTest.class);
    private static final int USUAL = 200;
    private static final int EPISODES = Integer.getInteger("payments.episodes", USUAL);
    private static final long SEED = Long.getLong("payments.seed", 1);

    /** So many episodes at most are tried until what is built wrong shows. */
    private static final int SABOTAGED = 300;

    private final Map<String, Integer> counts = new TreeMap<>();

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (long seed = SEED; seed < SEED + EPISODES; seed++) {
            Episode episode = new Episode(seed, Sabotage.NONE);
            for (String problem : episode.run()) {
                problems.add("seed " + seed + ", " + problem);
            }
            count(episode);
        }
        return problems;
    }

    private static boolean isFound(String problem, Sabotage sabotage) {
        for (long seed = 1; seed <= SABOTAGED; seed++) {
            for (String found : new Episode(seed, sabotage).run()) {
                if (found.startsWith(problem)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void count(Episode episode) {
        add("requests", episode.desk.requests().size());
        add("paid", episode.paid());
        add("flagged", episode.desk.flagged.size());
        add("deaths", episode.desk.deaths);
        add("still under way", episode.wallet.underWay().size());
        episode.stripe.counts().forEach(this::add);
        episode.webhooks.verdicts.forEach((verdict, times) -> add("webhook " + verdict, times));
    }

    private void add(String what, int times) {
        counts.merge(what, times, Integer::sum);
    }

    @Test
    void shouldChargeNobodyTwiceAndCreditExactlyWhatWasPaid() {
        List<String> problems = problems();

        if (EPISODES > USUAL) {
            log.warn("{} episodes: {}", EPISODES, counts);
        }
        assertThat(problems).isEmpty();
        if (EPISODES >= 100) {
            // Episodes that never pay, or never run into trouble, would prove nothing.
            assertThat(counts.getOrDefault("paid", 0)).isGreaterThan(EPISODES / 2);
            assertThat(counts)
                    .containsKeys(
                            "deaths",
                            "flagged",
                            "no answer",
                            "carried out late",
                            "key in use",
                            "replayed",
                            "status 402",
                            "status 429",
                            "status 500",
                            "webhook GENUINE",
                            "webhook STALE");
        }
    }

    /** A key for each call, as if a repeated call were another one. */
    private static UnaryOperator<Map<String, List<String>>> keyPerCall() {
        AtomicInteger calls = new AtomicInteger();
        return headers -> {
            Map<String, List<String>> changed = new HashMap<>(headers);
            changed.computeIfPresent("Idempotency-Key", (name, key) -> List.of("key-" + calls.incrementAndGet()));
            return changed;
        };
    }

    private static Sabotage telling(UnaryOperator<PaymentResult> told) {
        return new Sabotage(
                UnaryOperator.identity(), gateway -> new BentGateway(gateway, UnaryOperator.identity(), told));
    }

    @Test
    void shouldFindOutThatEachCallHasAKeyOfItsOwn() {
        Sabotage keys = new Sabotage(keyPerCall(), UnaryOperator.identity());

        assertThat(isFound("asked for twice", keys)).isTrue();
    }

    @Test
    void shouldFindOutThatAPaymentIsForgottenAndMadeAgain() {
        Sabotage forgetful = new Sabotage(
                keyPerCall(),
                gateway -> new BentGateway(gateway, PaymentEpisodesTest::withoutId, UnaryOperator.identity()));

        assertThat(isFound("charged twice", forgetful)).isTrue();
    }

    @Test
    void shouldFindOutThatSilenceIsTakenForSuccess() {
        Sabotage hopeful = telling(
                result -> result instanceof Unknown ? new Succeeded("pi_hoped", null, 25_000_000, null) : result);

        assertThat(isFound("credited but not paid", hopeful)).isTrue();
    }

    @Test
    void shouldFindOutThatSuccessIsNotHeard() {
        Sabotage deaf = telling(result ->
                result instanceof Succeeded ? new Declined(null, null, DeclineKind.HARD, "not_listening") : result);

        assertThat(isFound("paid but not credited", deaf)).isTrue();
    }

    @Test
    void shouldFindOutThatDoubtsAreKeptQuiet() {
        List<String> problems = new ArrayList<>();
        for (long seed = 1; seed <= SABOTAGED && problems.isEmpty(); seed++) {
            Episode episode = new Episode(seed, Sabotage.NONE);
            assertThat(episode.run()).isEmpty();
            episode.desk.flagged.clear();
            episode.wallet.flagged.clear();
            problems.addAll(episode.problems());
        }

        assertThat(problems).first().asString().startsWith("unknown and not flagged");
    }

    private static ChargeRequest withoutId(ChargeRequest request) {
        return new ChargeRequest(
                request.requestId(),
                request.attempt(),
                request.customerId(),
                request.methodId(),
                request.amountMicros(),
                request.currency(),
                request.description(),
                request.metadata(),
                request.collect(),
                null,
                request.lastChargeId(),
                request.firstSentAt(),
                request.attemptSentAt());
    }

    /** Asks for something else than it is asked for, or tells something else than it was told. */
    private record BentGateway(
            PaymentGateway gateway, UnaryOperator<ChargeRequest> asked, UnaryOperator<PaymentResult> told)
            implements PaymentGateway {
        @Override
        public PaymentResult collect(ChargeRequest request) {
            return told.apply(gateway.collect(asked.apply(request)));
        }

        @Override
        public PaymentResult look(ChargeRequest request) {
            return told.apply(gateway.look(asked.apply(request)));
        }

        @Override
        public PaymentResult abandon(ChargeRequest request) {
            return gateway.abandon(request);
        }

        @Override
        public PaymentResult refund(RefundRequest request) {
            return gateway.refund(request);
        }

        @Override
        public PaymentResult look(RefundRequest request) {
            return gateway.look(request);
        }
    }
}

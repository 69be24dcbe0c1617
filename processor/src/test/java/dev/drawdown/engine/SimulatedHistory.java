package dev.drawdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One wallet's random life under one seed, and the same life again with a timer that ticks in between. */
final class SimulatedHistory {
    private static final int INPUTS = 120;

    private record Step(Input input, long nowMillis) {}

    private final Random random;
    private final RandomInputs inputs;
    private final WalletFixture wallet = WalletFixture.none();
    private final List<Step> script = new ArrayList<>();
    private final List<Step> taken = new ArrayList<>();
    private final Map<String, Long> leadCosts = new HashMap<>();
    private final Set<String> onCard = new HashSet<>();
    private long now = WalletFixture.START;

    SimulatedHistory(long seed) {
        random = new Random(seed);
        inputs = new RandomInputs(random);
    }

    void live() {
        while (wallet.isAbsent()) {
            send(inputs.opening(now));
            now++;
        }
        for (int n = 0; n < INPUTS && wallet.wallet().status() != WalletStatus.TERMINATED; n++) {
            now = nextInstant();
            Input input = draw();
            send(input);
            if (inputs.oneIn(10)) {
                repeat();
            }
            if (inputs.oneIn(10)) {
                probe();
            }
        }
    }

    /**
     * The same inputs, with due work applied by a timer that also wakes up for nothing; as in the topology, it never goes
     * ahead of an unread input.
     */
    void liveAgainWithTimer() {
        WalletFixture timed = WalletFixture.none();
        long last = WalletFixture.START;
        for (int at = 0; at < script.size(); at++) {
            long oldestUnread = oldestFrom(at);
            for (int ticks = random.nextInt(3); ticks > 0 && oldestUnread > last; ticks--) {
                last = inputs.between(last, oldestUnread + 1);
                timed.setNow(last).tick();
                timed.wakeForNothing();
            }
            Step step = script.get(at);
            timed.setNow(step.nowMillis()).send(step.input());
        }
        compare(timed.ledger.postings(), wallet.ledger.postings());
        assertThat(timed.wallet().payments()).isEqualTo(wallet.wallet().payments());
        assertThat(timed.wallet().tranches()).isEqualTo(wallet.wallet().tranches());
        assertThat(timed.wallet().gate().state())
                .isEqualTo(wallet.wallet().gate().state());
    }

    private long oldestFrom(int at) {
        return script.subList(at, script.size()).stream()
                .mapToLong(Step::nowMillis)
                .min()
                .orElse(now);
    }

    private static void compare(List<Posting> timed, List<Posting> untimed) {
        for (int at = 0; at < Math.min(timed.size(), untimed.size()); at++) {
            assertThat(timed.get(at)).isEqualTo(untimed.get(at));
        }
        assertThat(timed).hasSameSizeAs(untimed);
    }

    private long nextInstant() {
        long due = wallet.wallet().nextDueMillis();
        if (due != Wallet.NEVER && due > now && inputs.oneIn(4)) {
            return due - 1 + random.nextInt(3);
        }
        return now + inputs.pauseMillis();
    }

    private Input draw() {
        wallet.setNow(now).tick();
        return inputs.next(wallet.wallet(), now);
    }

    private void send(Input input) {
        script.add(new Step(input, now));
        Decision decision = wallet.setNow(now).send(input);
        if (decision.outcome() != Outcome.ACCEPTED || decision.duplicate()) {
            return;
        }
        if (!(input instanceof Input.OwnerChanged || input instanceof Input.MethodsChanged)) {
            taken.add(new Step(input, wallet.wallet().clockMillis()));
        }
        long delta = decision.postings().stream()
                .filter(posting -> posting.attribution().paymentId() == null)
                .mapToLong(Posting::deltaMicros)
                .sum();
        if (input instanceof Input.LeadDelivered lead) {
            boolean isOnCard =
                    decision.postings().stream().anyMatch(posting -> posting.reason() == Posting.Reason.CARD_CHARGE);
            leadCosts.put(lead.leadId(), isOnCard || lead.amountMicros() == null ? 0 : lead.amountMicros());
            onCard.remove(lead.leadId());
            if (isOnCard) {
                onCard.add(lead.leadId());
            }
        } else if (input instanceof Input.LeadReturned lead && !onCard.contains(lead.leadId())) {
            assertThat(delta).as("a return gives back exactly").isEqualTo(leadCosts.remove(lead.leadId()));
        }
    }

    /** Sends something again, as it was or altered under its id. */
    private void repeat() {
        if (taken.isEmpty()) {
            return;
        }
        Step earlier = inputs.any(taken);
        wallet.setNow(now).tick();
        long decidedAt = Math.max(now, wallet.wallet().clockMillis());
        boolean late = earlier.input().claimedAtMillis() < decidedAt - Policy.DEFAULT.idempotencyWindowMillis();
        boolean forgotten = earlier.nowMillis() + Policy.DEFAULT.rememberInputMillis() < decidedAt;
        Wallet before = wallet.wallet();
        Decision again = wallet.send(earlier.input());
        assertThat(again.outcome()).isEqualTo(forgotten ? Outcome.TOO_LATE : Outcome.DUPLICATE);
        assertThat(wallet.wallet()).isEqualTo(before);
        Decision conflict = wallet.send(inputs.conflicting(earlier.input(), before));
        assertThat(conflict.outcome()).isIn(forgotten && late ? Outcome.TOO_LATE : Outcome.ID_CONFLICT);
    }

    /** Deciding leaves no trace, gives the same twice, and before the next due instant there is nothing to do. */
    private void probe() {
        wallet.probeNothingIsDueBefore(wallet.wallet().nextDueMillis());
        wallet.probeTwice(inputs.next(wallet.wallet(), now));
    }
}

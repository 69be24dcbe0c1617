package dev.drawdown.payments.stripe;

import dev.drawdown.embedded.stripe.SocketlessStripe;
import dev.drawdown.embedded.stripe.SocketlessStripe.Webhook;
import dev.drawdown.payments.WebhookNotice;
import dev.drawdown.payments.WebhookSignature;
import dev.drawdown.payments.WebhookSignature.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Webhooks on their way: signed by the simulator, checked as they must be, and some lost, late, twice or out of order. */
final class EpisodeWebhooks {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final SocketlessStripe stripe;
    private final SplittableRandom random;
    private final WebhookSignature signature;
    private final List<Webhook> onTheirWay = new ArrayList<>();
    final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);

    EpisodeWebhooks(SocketlessStripe stripe, SplittableRandom random) {
        this.stripe = stripe;
        this.random = random;
        this.signature = new WebhookSignature(List.of(stripe.listen()), TOLERANCE);
    }

    /** Sends what is due, and has some of it arrive. */
    void pass(EpisodeDesk desk, Instant now) {
        for (Webhook webhook : stripe.webhooks()) {
            boolean taken = random.nextInt(4) > 0;
            stripe.delivered(webhook.id(), taken);
            // One that was not acknowledged may have been heard all the same, and comes again.
            if (taken || random.nextBoolean()) {
                onTheirWay.add(webhook);
            }
        }
        while (!onTheirWay.isEmpty() && random.nextInt(3) > 0) {
            int place = random.nextInt(onTheirWay.size());
            boolean comesAgain = random.nextInt(5) == 0;
            arrive(comesAgain ? onTheirWay.get(place) : onTheirWay.remove(place), desk, now);
        }
    }

    /** Delivers all that is due, once and in order. */
    void passAll(EpisodeDesk desk, Instant now) {
        onTheirWay.forEach(webhook -> arrive(webhook, desk, now));
        onTheirWay.clear();
        for (Webhook webhook : stripe.webhooks()) {
            stripe.delivered(webhook.id(), true);
            arrive(webhook, desk, now);
        }
    }

    private void arrive(Webhook webhook, EpisodeDesk desk, Instant now) {
        Verdict verdict = signature.judge(webhook.body(), webhook.signature(), now);
        verdicts.merge(verdict, 1, Integer::sum);
        WebhookNotice notice = verdict == Verdict.GENUINE ? WebhookNotice.parse(webhook.body()) : null;
        if (notice != null && notice.requestId() != null) {
            desk.hint(notice.requestId(), now);
        }
    }
}

package dev.drawdown.payments.stream;

import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentEvent.Hinted;
import dev.drawdown.payments.SavedMethod;
import dev.drawdown.payments.WebhookNotice;
import dev.drawdown.payments.WebhookSignature;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.PaymentMethod;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the provider's webhooks. They may come twice, late or in any order, since each is only a hint at what to look at;
 * one is answered as taken once the hint is with the broker, so that none is lost.
 */
public final class Webhooks {
    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

    private final WebhookSignature signature;
    private final Notes notes;
    private final PaymentDesk.Provider provider;
    private final OwnerNews ownerNews;
    private final Supplier<Payers> payers;

    /** What has become of a webhook. */
    public enum Taken {
        DONE,
        /** It is not the provider's, or too old. */
        NOT_GENUINE,
        /** It is the provider's, but no event. */
        NO_EVENT,
        /** It cannot be dealt with now, and should come again. */
        COME_AGAIN
    }

    Webhooks(
            WebhookSignature signature,
            Notes notes,
            PaymentDesk.Provider provider,
            PaymentDesk.Installation installation,
            Supplier<ReadOnlyKeyValueStore<Bytes, byte[]>> payersStore) {
        this.signature = signature;
        this.notes = notes;
        this.provider = provider;
        ownerNews = new OwnerNews(notes, installation);
        payers = () -> new Payers(payersStore.get(), installation.registry());
    }

    /**
     * Takes one.
     *
     * @param body the bytes as they came
     * @param header the value of {@code Stripe-Signature}
     */
    public Taken take(byte[] body, @Nullable String header, Instant now) {
        WebhookSignature.Verdict verdict = signature.judge(body, header, now);
        if (verdict != WebhookSignature.Verdict.GENUINE) {
            log.warn("A webhook was turned away: {}", verdict);
            return Taken.NOT_GENUINE;
        }
        WebhookNotice notice = WebhookNotice.parse(body);
        if (notice == null) {
            return Taken.NO_EVENT;
        }
        log.debug("{} {} of {}", notice.eventId(), notice.type(), notice.objectId());
        String customerId = customerOf(notice);
        if (customerId != null) {
            return refresh(notice, customerId, now);
        }
        if (notice.requestId() != null) {
            return hint(notice.requestId());
        }
        if (notice.chargeId() != null) {
            return hintAtPaymentOf(notice.chargeId());
        }
        return Taken.DONE;
    }

    /** Returns whose payment methods may be others now; null where that is nobody's. */
    private static @Nullable String customerOf(WebhookNotice notice) {
        if (notice.type().equals("customer.updated")) {
            // Which method is the default is kept with the customer, and is chosen on the provider's own page, too.
            return notice.objectId();
        }
        return notice.type().startsWith("payment_method.") ? notice.customerId() : null;
    }

    private Taken hint(String requestId) {
        Note note = new Note(requestId, new Hinted());
        return note.isOurs() && !notes.sendSurely(note) ? Taken.COME_AGAIN : Taken.DONE;
    }

    /** A dispute or a refund says only which charge it is about. */
    private Taken hintAtPaymentOf(String chargeId) {
        return switch (provider.records().charge(chargeId)) {
            case GatewayAnswer.Done<ChargeStanding>(ChargeStanding standing) ->
                standing.requestId() == null ? Taken.DONE : hint(standing.requestId());
            case GatewayAnswer.Refused<ChargeStanding> _ -> Taken.DONE;
            case GatewayAnswer.Unavailable<ChargeStanding> _ -> Taken.COME_AGAIN;
        };
    }

    /** Brings an owner's payment methods up to what the provider has. */
    private Taken refresh(WebhookNotice notice, String customerId, Instant now) {
        Owner owner;
        try {
            owner = payers.get().ofCustomer(customerId);
        } catch (InvalidStateStoreException notYet) {
            return Taken.COME_AGAIN;
        }
        if (owner == null) {
            return Taken.DONE;
        }
        return switch (provider.customers().methods(customerId)) {
            case GatewayAnswer.Done<List<SavedMethod>>(List<SavedMethod> saved) -> {
                List<PaymentMethod> methods = OwnerNews.known(saved, owner);
                boolean isNews = !methods.equals(owner.getMethods());
                boolean isKept =
                        !isNews || ownerNews.tell("webhook/" + notice.eventId(), owner, customerId, methods, now);
                yield isKept ? Taken.DONE : Taken.COME_AGAIN;
            }
            case GatewayAnswer.Refused<List<SavedMethod>> _ -> Taken.DONE;
            case GatewayAnswer.Unavailable<List<SavedMethod>> _ -> Taken.COME_AGAIN;
        };
    }
}

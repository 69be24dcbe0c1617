package dev.drawdown.payments.stream;

import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentEvent.Hinted;
import dev.drawdown.payments.SavedMethod;
import dev.drawdown.payments.WebhookNotice;
import dev.drawdown.payments.WebhookSignature;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.PaymentMethodsChanged;
import dev.drawdown.schemas.serde.AvroEncoder;
import java.nio.charset.StandardCharsets;
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
    private static final String ISSUER = "payments";

    private final WebhookSignature signature;
    private final Notes notes;
    private final PaymentDesk.Provider provider;
    private final String ownerCommands;
    private final AvroEncoder<OwnerCommand> encoder;
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
        ownerCommands = installation.topics().ownerCommands.name();
        encoder = AvroEncoder.forTopic(
                installation.topics().ownerCommands, installation.registry(), installation.registration());
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
        if (notice.requestId() != null) {
            return hint(notice.requestId());
        }
        if (notice.chargeId() != null) {
            return hintAtPaymentOf(notice.chargeId());
        }
        return notice.customerId() != null && notice.type().startsWith("payment_method.")
                ? refresh(notice, notice.customerId(), now)
                : Taken.DONE;
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
                List<PaymentMethod> methods =
                        saved.stream().map(method -> known(method, owner)).toList();
                boolean isNews = !methods.equals(owner.getMethods());
                yield isNews && !send(notice, owner, methods, now) ? Taken.COME_AGAIN : Taken.DONE;
            }
            case GatewayAnswer.Refused<List<SavedMethod>> _ -> Taken.DONE;
            case GatewayAnswer.Unavailable<List<SavedMethod>> _ -> Taken.COME_AGAIN;
        };
    }

    private boolean send(WebhookNotice notice, Owner owner, List<PaymentMethod> methods, Instant now) {
        PaymentMethodsChanged changed = PaymentMethodsChanged.newBuilder()
                .setCustomerId(owner.getCustomerId())
                .setMethods(methods)
                .build();
        OwnerCommand command = OwnerCommand.newBuilder()
                // Delivered again, the same event may bring other methods: that is another command.
                .setCommandId("webhook/" + notice.eventId() + "/" + now.toEpochMilli())
                .setOwnerId(owner.getOwnerId())
                .setIssuedBy(ISSUER)
                .setIssuedAt(now)
                .setBody(changed)
                .build();
        byte[] key = owner.getOwnerId().getBytes(StandardCharsets.UTF_8);
        return notes.sendSurely(ownerCommands, key, encoder.encode(command));
    }

    /** The provider does not know which of the owner's buyers a method belongs to. */
    private static PaymentMethod known(SavedMethod saved, Owner owner) {
        String payer = owner.getMethods().stream()
                .filter(method -> method.getId().equals(saved.id()))
                .map(PaymentMethod::getPayerId)
                .findFirst()
                .orElse(owner.getOwnerId());
        return PaymentMethod.newBuilder()
                .setId(saved.id())
                .setPayerId(payer)
                .setBrand(saved.brand())
                .setLast4(saved.last4())
                .setExpires(saved.expires())
                .setRole(saved.role().name())
                .build();
    }
}

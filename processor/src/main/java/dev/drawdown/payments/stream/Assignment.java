package dev.drawdown.payments.stream;

import dev.drawdown.engine.NoCardAsked;
import dev.drawdown.payments.ChargeRequest.Collect;
import dev.drawdown.payments.PaymentOrder;
import dev.drawdown.payments.PaymentState;
import dev.drawdown.payments.PaymentState.Phase.Paid;
import dev.drawdown.schemas.CompanyProfile;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.wire.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an attempt is to be made with: an order for the provider, and a payment method; or why there is none. */
sealed interface Assignment {
    /**
     * It can be made.
     *
     * @param methodId empty where none is needed
     */
    record Assigned(PaymentOrder order, String methodId) implements Assignment {}

    /**
     * It cannot be made.
     *
     * @param code as in an answer that it was declined with
     */
    record Impossible(String code) implements Assignment {}

    /** It can be made once the owner, whom it is to be sent to, is a customer of the provider. */
    record NoCustomer(Owner owner) implements Assignment {}

    /** Where nobody has said until when an invoice is to be paid. */
    Duration USUAL_TERMS = Duration.ofDays(30);

    /** The provider takes no invoice that is due already. */
    Duration SHORTEST_TERMS = Duration.ofHours(1);

    String NO_CHARGE = "no_charge_to_refund";

    /** Assigns a request to collect money. */
    static Assignment ofCharge(PaymentRequest request, @Nullable Owner owner, Instant now) {
        return "INVOICE".equals(request.getMode()) ? ofInvoice(request, owner, now) : ofCard(request, owner);
    }

    private static Assignment ofCard(PaymentRequest request, @Nullable Owner owner) {
        if (owner == null || owner.getCustomerId() == null) {
            return new Impossible(NoCardAsked.NO_METHOD);
        }
        PaymentMethod method = method(request, owner);
        return method == null
                ? new Impossible("BACKUP".equals(request.getMethod()) ? NoCardAsked.NO_BACKUP : NoCardAsked.NO_METHOD)
                : new Assigned(order(request, owner.getCustomerId(), new Collect.Direct()), method.getId());
    }

    /** An invoice needs no card, but somebody to be sent to. */
    private static Assignment ofInvoice(PaymentRequest request, @Nullable Owner owner, Instant now) {
        CompanyProfile profile = owner == null ? null : owner.getProfile();
        if (owner == null
                || profile == null
                || profile.getEmail() == null
                || profile.getEmail().isBlank()) {
            return new Impossible(NoCardAsked.NO_EMAIL);
        }
        if (owner.getCustomerId() == null) {
            return new NoCustomer(owner);
        }
        Collect collect = new Collect.Invoiced(dueAt(request, now), profile.getCompany(), profile.getEmail());
        return new Assigned(order(request, owner.getCustomerId(), collect), "");
    }

    private static PaymentOrder order(PaymentRequest request, String customerId, Collect collect) {
        return new PaymentOrder.Charge(
                request.getRequestId(),
                customerId,
                Money.micros(request.getAmount()),
                request.getCurrency(),
                request.getDescription(),
                traces(request),
                collect);
    }

    /**
     * Assigns a request to give money back.
     *
     * @param payment the payment that it is about
     */
    static Assignment ofRefund(PaymentRequest request, @Nullable PaymentState payment) {
        String chargeId = payment != null && payment.phase() instanceof Paid paid
                ? paid.paid().chargeId()
                : null;
        if (chargeId == null) {
            return new Impossible(NO_CHARGE);
        }
        return new Assigned(
                new PaymentOrder.Refund(
                        request.getRequestId(),
                        chargeId,
                        Money.micros(request.getAmount()),
                        request.getCurrency(),
                        traces(request)),
                "");
    }

    private static Instant dueAt(PaymentRequest request, Instant now) {
        Instant due = request.getDueAt() == null ? now.plus(USUAL_TERMS) : request.getDueAt();
        Instant earliest = now.plus(SHORTEST_TERMS);
        return due.isBefore(earliest) ? earliest : due;
    }

    /** Of the payer's own methods the one in the role that is asked for; of a payer who has chosen none, the first. */
    private static @Nullable PaymentMethod method(PaymentRequest request, Owner owner) {
        String payer = request.getPayerId() == null ? owner.getOwnerId() : request.getPayerId();
        List<PaymentMethod> theirs = owner.getMethods().stream()
                .filter(method -> payer.equals(method.getPayerId()))
                .toList();
        for (PaymentMethod method : theirs) {
            if (method.getRole().equals(request.getMethod())) {
                return method;
            }
        }
        boolean mayBeAny = "DEFAULT".equals(request.getMethod()) && !theirs.isEmpty();
        return mayBeAny ? theirs.getFirst() : null;
    }

    private static Map<String, String> traces(PaymentRequest request) {
        Map<String, String> traces = new LinkedHashMap<>();
        traces.put("drawdown_wallet", request.getWalletId());
        traces.put("drawdown_owner", request.getOwnerId());
        traces.put("drawdown_purpose", request.getPurpose());
        traces.put("drawdown_caused_by", request.getCausedBy());
        if (request.getPayerId() != null) {
            traces.put("drawdown_payer", request.getPayerId());
        }
        return traces;
    }
}

package dev.drawdown.payments.stream;

import dev.drawdown.payments.ChargeRequest.Collect;
import dev.drawdown.payments.PaymentOrder;
import dev.drawdown.payments.PaymentState;
import dev.drawdown.payments.PaymentState.Phase.Paid;
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

    /** Where nobody has said until when an invoice is to be paid. */
    Duration USUAL_TERMS = Duration.ofDays(30);

    /** The provider takes no invoice that is due already. */
    Duration SHORTEST_TERMS = Duration.ofHours(1);

    String NO_METHOD = "no_payment_method";
    String NO_BACKUP = "no_backup_method";
    String NO_CHARGE = "no_charge_to_refund";

    /** Assigns a request to collect money. */
    static Assignment ofCharge(PaymentRequest request, @Nullable Owner owner, Instant now) {
        if (owner == null || owner.getCustomerId() == null) {
            return new Impossible(NO_METHOD);
        }
        Collect collect = collect(request, now);
        String methodId = "";
        if (collect instanceof Collect.Direct) {
            PaymentMethod method = method(request, owner);
            if (method == null) {
                return new Impossible("BACKUP".equals(request.getMethod()) ? NO_BACKUP : NO_METHOD);
            }
            methodId = method.getId();
        }
        PaymentOrder order = new PaymentOrder.Charge(
                request.getRequestId(),
                owner.getCustomerId(),
                Money.micros(request.getAmount()),
                request.getCurrency(),
                request.getDescription(),
                traces(request),
                collect);
        return new Assigned(order, methodId);
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

    private static Collect collect(PaymentRequest request, Instant now) {
        if (!"INVOICE".equals(request.getMode())) {
            return new Collect.Direct();
        }
        Instant due = request.getDueAt() == null ? now.plus(USUAL_TERMS) : request.getDueAt();
        Instant earliest = now.plus(SHORTEST_TERMS);
        return new Collect.Invoiced(due.isBefore(earliest) ? earliest : due);
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

package dev.drawdown.payments.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.param.DisputeListParams;
import com.stripe.service.V1Services;
import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentRecords;
import dev.drawdown.payments.Traces;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Stripe's books: how a charge stands, and what became of a dispute about it. */
final class StripeRecords implements PaymentRecords {
    private final V1Services stripe;

    StripeRecords(V1Services stripe) {
        this.stripe = stripe;
    }

    @Override
    public GatewayAnswer<ChargeStanding> charge(String chargeId) {
        return Failures.asked(() -> {
            Charge charge = stripe.charges().retrieve(chargeId);
            Dispute dispute = Boolean.TRUE.equals(charge.getDisputed()) ? dispute(chargeId) : null;
            ChargeStanding.Dispute end = dispute == null ? ChargeStanding.Dispute.NONE : end(dispute);
            String currency = charge.getCurrency();
            return new ChargeStanding(
                    chargeId,
                    charge.getMetadata().get(Traces.REQUEST),
                    currency.toUpperCase(Locale.ROOT),
                    StripeAmounts.toMicros(charge.getAmountCaptured(), currency),
                    StripeAmounts.toMicros(charge.getAmountRefunded(), currency),
                    end,
                    dispute == null || end == ChargeStanding.Dispute.NONE
                            ? 0
                            : StripeAmounts.toMicros(dispute.getAmount(), dispute.getCurrency()));
        });
    }

    private @Nullable Dispute dispute(String chargeId) throws StripeException {
        DisputeListParams params =
                DisputeListParams.builder().setCharge(chargeId).setLimit(1L).build();
        List<Dispute> disputes = stripe.disputes().list(params).getData();
        return disputes.isEmpty() ? null : disputes.getFirst();
    }

    static ChargeStanding.Dispute end(Dispute dispute) {
        return switch (dispute.getStatus()) {
            case "won" -> ChargeStanding.Dispute.WON;
            case "lost" -> ChargeStanding.Dispute.LOST;
            case "warning_needs_response", "warning_under_review" -> ChargeStanding.Dispute.INQUIRY;
            case "warning_closed", "prevented" -> ChargeStanding.Dispute.NONE;
            default -> ChargeStanding.Dispute.OPEN;
        };
    }
}

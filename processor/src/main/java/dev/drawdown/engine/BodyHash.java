package dev.drawdown.engine;

import org.jspecify.annotations.Nullable;

/**
 * What tells a repeated input from another one under the same id: a hash of its business fields, without attributes,
 * without who sent a command and when, and without what was resolved for it (price, time zone), which may have changed.
 */
final class BodyHash {
    private BodyHash() {}

    static long of(Input input) {
        Mixer mixer = new Mixer().add(input.getClass().getSimpleName());
        switch (input) {
            case Input.Usage usage ->
                mixer.add(usage.appId())
                        .add(usage.category())
                        .add(usage.meter())
                        .add(usage.quantity())
                        .add(usage.amountMicros())
                        .add(usage.chargeType())
                        .add(usage.claimedAtMillis());
            case Input.LeadDelivered lead ->
                mixer.add(lead.leadId())
                        .add(lead.amountMicros())
                        .add(lead.buyerId())
                        .add(lead.campaignId())
                        .add(lead.channel())
                        .add(lead.appId())
                        .add(lead.holdId())
                        .add(lead.claimedAtMillis());
            case Input.LeadReturned lead ->
                mixer.add(lead.leadId()).add(lead.buyerId()).add(lead.reason()).add(lead.claimedAtMillis());
            case Input.Command command -> {
                mixer.add(command.body().getClass().getSimpleName());
                add(mixer, command.body());
            }
            case Input.Due due -> mixer.add(due.claimedAtMillis());
            case Input.OwnerChanged changed -> mixer.add(changed.zone().getId());
            case Input.MethodsChanged changed -> mixer.add(changed.claimedAtMillis());
            case Input.CardFailing failing -> mixer.add(failing.claimedAtMillis());
        }
        return mixer.fingerprint().low();
    }

    private static void add(Mixer mixer, Input.Body body) {
        switch (body) {
            case Input.OpenWallet open -> addOpening(mixer, open);
            case Input.ConfigureWallet configure -> addConfiguration(mixer, configure);
            case Input.FreezeWallet freeze -> mixer.add(freeze.reason());
            case Input.UnfreezeWallet unfreeze -> mixer.add(unfreeze.reason());
            case Input.TerminateWallet terminate -> mixer.add(terminate.reason());
            case Input.TopUp topUp -> addTopUp(mixer, topUp);
            case Input.Grant grant -> {
                mixer.add(grant.amountMicros())
                        .add(grant.pool())
                        .add(grant.priority())
                        .add(grant.effectiveAtMillis())
                        .add(grant.expiresAtMillis())
                        .add(grant.reason());
                addScope(mixer, grant.scope());
            }
            case Input.AmendTranche amend ->
                mixer.add(amend.trancheId()).add(amend.expiresAtMillis()).add(amend.priority());
            case Input.Deduct deduct ->
                mixer.add(deduct.amountMicros()).add(deduct.refundToCard()).add(deduct.reason());
            case Input.ChargeCard charge ->
                mixer.add(charge.amountMicros()).add(charge.description()).add(charge.payerId());
            case Input.Adjust adjust ->
                mixer.add(adjust.amountMicros())
                        .add(adjust.pool())
                        .add(adjust.reason())
                        .add(adjust.correctsSeq());
            case Input.Subscribe subscribe -> mixer.add(subscribe.planId()).add(subscribe.anchorMillis());
            case Input.Unsubscribe unsubscribe ->
                mixer.add(unsubscribe.planId()).add(unsubscribe.keepRemaining());
            case Input.PlaceHold hold ->
                mixer.add(hold.holdId())
                        .add(hold.amountMicros())
                        .add(hold.chargeType())
                        .add(hold.category())
                        .add(hold.ttlSeconds())
                        .add(hold.allowOverage());
            case Input.CaptureHold capture -> mixer.add(capture.holdId()).add(capture.amountMicros());
            case Input.ReleaseHold release -> mixer.add(release.holdId());
            case Input.PayInvoice pay -> addInvoice(mixer, pay);
            case Input.VoidInvoicePayment voided -> mixer.add(voided.invoiceId());
            case Input.RecordPayment payment ->
                mixer.add(payment.requestId())
                        .add(payment.attempt())
                        .add(payment.status())
                        .add(payment.amountMicros())
                        .add(payment.providerId())
                        .add(payment.declineCode())
                        .add(payment.declineKind())
                        .add(payment.actionUrl())
                        .add(payment.receiptUrl())
                        .add(payment.atMillis());
        }
    }

    private static void addOpening(Mixer mixer, Input.OpenWallet open) {
        mixer.add(open.ownerId()).add(open.name()).add(open.currency()).add(open.creditValueMicros());
        addSettings(mixer, open.settings());
        mixer.add(open.expiresAtMillis()).add(open.freeAmountMicros());
        mixer.add(open.topUp() != null);
        if (open.topUp() != null) {
            addTopUp(mixer, open.topUp());
        }
    }

    /** Made anew, the same change comes to other rules once somebody else has changed them. */
    private static void addConfiguration(Mixer mixer, Input.ConfigureWallet configure) {
        if (configure.change() != null) {
            mixer.add("change").add(configure.change());
            return;
        }
        addSettings(mixer, configure.settings());
        mixer.add(configure.expiresAtMillis()).add(configure.name());
        // Only where it is there: commands that were remembered before there was such a field are to be known again.
        if (configure.expectedConfigVersion() != null) {
            mixer.add(configure.expectedConfigVersion());
        }
    }

    private static void addTopUp(Mixer mixer, Input.TopUp topUp) {
        mixer.add(topUp.amountMicros())
                .add(topUp.collect())
                .add(topUp.payerId())
                .add(topUp.reference())
                .add(topUp.freeAmountMicros())
                .add(topUp.expiresAtMillis());
    }

    private static void addInvoice(Mixer mixer, Input.PayInvoice pay) {
        mixer.add(pay.invoiceId()).add((long) pay.lines().size());
        for (Input.InvoiceLine line : pay.lines()) {
            mixer.add(line.lineId()).add(line.chargeType()).add(line.category()).add(line.amountMicros());
        }
    }

    private static void addScope(Mixer mixer, @Nullable Scope scope) {
        mixer.add(scope == null ? null : scope.charges());
        if (scope != null) {
            mixer.add((long) scope.categories().size());
            scope.categories().forEach(mixer::add);
        }
    }

    private static void addSettings(Mixer mixer, @Nullable WalletSettings settings) {
        mixer.add(settings != null);
        if (settings == null) {
            return;
        }
        addScope(mixer, settings.scope());
        mixer.add((long) settings.priority())
                .add(settings.billingMode())
                .add(settings.onPaymentFailure())
                .add(settings.pauseAtFirstFailure())
                .add(settings.floorMicros())
                .add(settings.rearmMarginMicros())
                .add((long) settings.termsDays());
        addAlerts(mixer, settings.alerts());
        addRecharge(mixer, settings.autoRecharge());
        mixer.add((long) settings.budgets().size());
        for (WalletSettings.Budget budget : settings.budgets()) {
            mixer.add(budget.appId())
                    .add(budget.category())
                    .add(budget.monthlyMicros())
                    .add(budget.onReached());
        }
    }

    private static void addAlerts(Mixer mixer, WalletSettings.@Nullable AlertRules alerts) {
        mixer.add(alerts != null);
        if (alerts != null) {
            addThreshold(mixer, alerts.info());
            addThreshold(mixer, alerts.warning());
            addThreshold(mixer, alerts.inAlarm());
            mixer.add(alerts.marginMicros()).add(alerts.timeToEmptyHours());
        }
    }

    private static void addThreshold(Mixer mixer, WalletSettings.@Nullable Threshold threshold) {
        mixer.add(threshold == null ? null : threshold.direction());
        if (threshold != null) {
            mixer.add(threshold.valueMicros());
        }
    }

    private static void addRecharge(Mixer mixer, WalletSettings.@Nullable RechargeRule rule) {
        mixer.add(rule != null);
        if (rule != null) {
            mixer.add(rule.enabled())
                    .add(rule.thresholdMicros())
                    .add(rule.mode())
                    .add(rule.amountMicros())
                    .add(rule.targetMicros())
                    .add(rule.wholeGap())
                    .add(rule.cooldownSeconds())
                    .add(rule.maxPerDay())
                    .add(rule.monthlyCapMicros())
                    .add(rule.collect())
                    .add(rule.autoComplete());
        }
    }
}

package dev.drawdown.engine;

import org.jspecify.annotations.Nullable;

/** Refuses inputs that come at the wrong time, or that the wallet cannot take as it is. */
final class StateCheck {
    private StateCheck() {}

    static @Nullable Refusal refuseCurrency(Wallet wallet, Input input) {
        Price price = switch (input) {
            case Input.Usage usage -> usage.amountMicros() == null ? usage.price() : null;
            case Input.LeadDelivered lead -> lead.amountMicros() == null ? lead.price() : null;
            case Input.LeadReturned _,
                    Input.Command _,
                    Input.Due _,
                    Input.OwnerChanged _,
                    Input.MethodsChanged _,
                    Input.CardFailing _ -> null;
        };
        return price == null || price.currency().equals(wallet.currency())
                ? null
                : new Refusal(
                        Outcome.WRONG_CURRENCY,
                        "Expected a price in " + wallet.currency() + ", but the catalog has it in " + price.currency()
                                + ".");
    }

    static @Nullable Refusal refuseTime(Input input, Policy policy, long now) {
        if (input.claimedAtMillis() < now - policy.idempotencyWindowMillis()) {
            return new Refusal(
                    Outcome.TOO_LATE,
                    "Expected it to have happened within the idempotency window, but it is older; an operator may"
                            + " replay it on purpose under a new time.");
        }
        if (input.claimedAtMillis() > now + policy.futureToleranceMillis()) {
            return new Refusal(
                    Outcome.IN_FUTURE,
                    "Expected it to have happened by now, but its time is further ahead than is tolerated; check"
                            + " the producer's clock.");
        }
        return null;
    }

    static @Nullable Refusal refuseState(Wallet wallet, Input input) {
        Refusal refusal = switch (input) {
            case Input.Usage usage -> refusePrice(usage.amountMicros(), usage.price());
            case Input.LeadDelivered lead -> refusePrice(lead.amountMicros(), lead.price());
            case Input.LeadReturned _,
                    Input.Command _,
                    Input.Due _,
                    Input.OwnerChanged _,
                    Input.MethodsChanged _,
                    Input.CardFailing _ -> null;
        };
        if (refusal != null) {
            return refusal;
        }
        if (wallet.status() == WalletStatus.TERMINATED && !isAnswer(input)) {
            return new Refusal(
                    Outcome.WALLET_TERMINATED, "Expected the wallet to be open, but it was terminated for good.");
        }
        if (wallet.status() == WalletStatus.FROZEN && input instanceof Input.Command command && isPaid(command)) {
            return new Refusal(
                    Outcome.WALLET_FROZEN, "Expected the wallet to be active, but it is frozen; unfreeze it first.");
        }
        return null;
    }

    /** Whether it tells what became of a payment, which counts whatever the wallet has come to since. */
    private static boolean isAnswer(Input input) {
        return input instanceof Input.Command command && command.body() instanceof Input.RecordPayment;
    }

    /** Whether a command wants money from the wallet or from a card. */
    private static boolean isPaid(Input.Command command) {
        return switch (command.body()) {
            case Input.PlaceHold _, Input.Deduct _, Input.ChargeCard _ -> true;
            case Input.TopUp topUp -> topUp.collect() != WalletSettings.Collect.RECORDED;
            case Input.OpenWallet _,
                    Input.ConfigureWallet _,
                    Input.FreezeWallet _,
                    Input.UnfreezeWallet _,
                    Input.TerminateWallet _,
                    Input.Grant _,
                    Input.AmendTranche _,
                    Input.Adjust _,
                    Input.Subscribe _,
                    Input.Unsubscribe _,
                    Input.CaptureHold _,
                    Input.ReleaseHold _,
                    Input.PayInvoice _,
                    Input.VoidInvoicePayment _,
                    Input.RecordPayment _ -> false;
        };
    }

    private static @Nullable Refusal refusePrice(@Nullable Long amountMicros, @Nullable Price price) {
        return amountMicros != null || price != null
                ? null
                : new Refusal(
                        Outcome.NO_PRICE,
                        "Expected an amount, or a price in the catalog for the meter, but there is neither.");
    }
}

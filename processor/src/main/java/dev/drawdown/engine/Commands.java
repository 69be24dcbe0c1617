package dev.drawdown.engine;

import org.jspecify.annotations.Nullable;

/** Sends each command to the change that it asks for, and says in words what was done. */
final class Commands {
    private Commands() {}

    static @Nullable Refusal apply(Draft draft, boolean isNew, Memory memory, Input.Command command) {
        return switch (command.body()) {
            case Input.OpenWallet open ->
                isNew
                        ? Life.open(draft, open, command.id())
                        : new Refusal(
                                Outcome.WALLET_EXISTS,
                                "Expected the wallet id to be new, but the wallet is open already; configure it"
                                        + " instead.");
            case Input.ConfigureWallet configure -> Life.configure(draft, configure);
            case Input.FreezeWallet _ -> Life.freeze(draft);
            case Input.UnfreezeWallet _ -> Life.unfreeze(draft);
            case Input.TerminateWallet terminate -> {
                Life.terminate(draft, command, terminate);
                yield null;
            }
            case Input.TopUp topUp -> Credits.topUp(draft, topUp, command.id());
            case Input.Grant grant -> Credits.grant(draft, grant, command.id());
            case Input.AmendTranche amend -> Credits.amend(draft, amend);
            case Input.Deduct deduct -> Debits.deduct(draft, deduct);
            case Input.Adjust adjust -> Credits.adjust(draft, adjust, command.id());
            case Input.PlaceHold place -> Holds.place(draft, memory, place);
            case Input.CaptureHold capture -> Holds.capture(draft, memory, capture, command);
            case Input.ReleaseHold release -> Holds.release(draft, memory, release, command);
            case Input.ChargeCard charge -> Collecting.charge(draft, charge, command.id());
            case Input.RecordPayment answer -> PaymentAnswers.record(draft, memory, answer);
            case Input.Subscribe _, Input.Unsubscribe _ -> notYet("Plans");
            case Input.PayInvoice _, Input.VoidInvoicePayment _ -> notYet("Invoices over wallets");
        };
    }

    static String done(Input.Body body) {
        return switch (body) {
            case Input.OpenWallet open -> "Wallet opened." + notActedOn(open.settings());
            case Input.ConfigureWallet configure -> "Wallet configured." + notActedOn(configure.settings());
            case Input.FreezeWallet _ -> "Wallet frozen.";
            case Input.UnfreezeWallet _ -> "Wallet active again.";
            case Input.TerminateWallet _ -> "Wallet terminated.";
            case Input.TopUp topUp ->
                topUp.collect() == WalletSettings.Collect.RECORDED ? "Funds added." : "Payment requested.";
            case Input.Grant _ -> "Credit granted.";
            case Input.AmendTranche _ -> "Tranche amended.";
            case Input.Deduct deduct ->
                deduct.refundToCard() ? "Amount deducted; its refund is requested." : "Amount deducted.";
            case Input.Adjust _ -> "Balance adjusted.";
            case Input.PlaceHold _ -> "Hold placed.";
            case Input.CaptureHold _ -> "Hold captured.";
            case Input.ReleaseHold _ -> "Hold released.";
            case Input.ChargeCard _ -> "Payment requested.";
            case Input.RecordPayment _ -> "Payment recorded.";
            case Input.Subscribe _, Input.Unsubscribe _, Input.PayInvoice _, Input.VoidInvoicePayment _ -> "Done.";
        };
    }

    /** What was asked for and is kept, but has no effect yet, must not look as if it had. */
    private static String notActedOn(@Nullable WalletSettings settings) {
        return settings == null || settings.budgets().isEmpty() ? "" : " Budgets are kept; nothing acts on them yet.";
    }

    private static Refusal notYet(String what) {
        return new Refusal(Outcome.NOT_SUPPORTED_YET, what + " are not part of this version yet.");
    }
}

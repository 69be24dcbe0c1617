package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Reason;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of a wallet: opened, configured, frozen and unfrozen, terminated for good. */
final class Life {
    private Life() {}

    /** An empty wallet, as it is before its opening brings credit and settings their first effect. */
    static Wallet empty(String walletId, Input.OpenWallet open, long now) {
        return new Wallet(
                walletId,
                open.ownerId(),
                open.name(),
                open.currency(),
                open.creditValueMicros(),
                open.zone(),
                WalletStatus.ACTIVE,
                open.settings(),
                1,
                now,
                now,
                open.expiresAtMillis() == null
                        ? Wallet.NEVER
                        : LocalMidnight.atOrAfter(open.expiresAtMillis(), open.zone()),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                null,
                new Gate(Gate.State.OPEN, Gate.Reason.FUNDED, now),
                false,
                false,
                Map.of(),
                null,
                Pace.NONE,
                Payments.NONE,
                Wallet.NEVER);
    }

    static @Nullable Refusal open(Draft draft, Input.OpenWallet open, String source) {
        Refusal refusal = SettingsCheck.refuse(open.settings(), open.currency());
        if (refusal != null) {
            return refusal;
        }
        if (!isCurrency(open.currency()) || open.creditValueMicros() <= 0) {
            return new Refusal(
                    Outcome.MALFORMED,
                    "Expected an ISO 4217 currency and a credit_value above 0, but they are " + open.currency()
                            + " and " + Amounts.readable(open.creditValueMicros(), open.currency()) + ".");
        }
        if (draft.isExpired()) {
            return Credits.expiryInPast();
        }
        if (open.topUp() != null) {
            refusal = Credits.topUp(draft, open.topUp(), source);
        }
        long free = open.freeAmountMicros() == null ? 0 : open.freeAmountMicros();
        if (refusal == null && free > 0) {
            refusal = Credits.refuseMoreTranches(draft, 1);
            if (refusal == null) {
                Credits.giveFree(draft, free, Wallet.NEVER, source);
            }
        }
        return refusal;
    }

    static @Nullable Refusal configure(Draft draft, Input.ConfigureWallet configure) {
        Integer expected = configure.expectedConfigVersion();
        if (expected != null && expected != draft.before.configVersion()) {
            return new Refusal(
                    Outcome.CONFIG_CHANGED,
                    "Expected the wallet's rules in version " + expected + ", which the new ones were made from, but"
                            + " they are in version " + draft.before.configVersion() + "; make the change again.");
        }
        Refusal refusal =
                configure.settings() == null ? null : SettingsCheck.refuse(configure.settings(), draft.currency());
        if (refusal != null) {
            return refusal;
        }
        long expiry = draft.expiresAt();
        if (configure.expiresAtMillis() != null) {
            expiry = LocalMidnight.atOrAfter(configure.expiresAtMillis(), draft.zone());
            if (expiry <= draft.now) {
                return Credits.expiryInPast();
            }
        }
        if (isTurnedOn(configure.settings()) && draft.paymentBook().isStopped()) {
            draft.payments().isStopped(false);
        }
        draft.configure(configure.settings(), configure.name(), expiry);
        return null;
    }

    static @Nullable Refusal freeze(Draft draft) {
        if (draft.status() == WalletStatus.FROZEN) {
            return new Refusal(Outcome.WALLET_FROZEN, "Expected the wallet to be active, but it is frozen already.");
        }
        draft.status(WalletStatus.FROZEN);
        return null;
    }

    static @Nullable Refusal unfreeze(Draft draft) {
        if (draft.status() != WalletStatus.FROZEN) {
            return new Refusal(Outcome.WALLET_NOT_FROZEN, "Expected the wallet to be frozen, but it is active.");
        }
        draft.status(WalletStatus.ACTIVE);
        Collecting.applyDue(draft);
        return null;
    }

    /** Releases every hold, cancels payments, voids what is left, and closes the wallet for good. */
    static void terminate(Draft draft, Input.Command command, Input.TerminateWallet terminate) {
        for (Hold hold : draft.holds()) {
            draft.journal.attribute(Attribution.ofHold(command, hold));
            Holds.end(draft, hold, Memo.HoldEnd.RELEASED);
        }
        draft.journal.attribute(Attribution.plain(command));
        PaymentEnds.cancelAll(draft);
        draft.journal.attribute(Attribution.plain(command));
        Expiry.voidAll(draft, Reason.TERMINATION, Debits.describe("Wallet terminated", terminate.reason()));
        draft.status(WalletStatus.TERMINATED);
    }

    private static boolean isTurnedOn(@Nullable WalletSettings settings) {
        WalletSettings.RechargeRule rule = settings == null ? null : settings.autoRecharge();
        return rule != null && rule.enabled();
    }

    private static boolean isCurrency(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode().equals(code);
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}

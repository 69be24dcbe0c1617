package dev.drawdown.owners;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.WalletStatus;
import java.util.List;

/** What can happen to an owner. */
sealed interface OwnerInput {

    /** Somebody asks for a change. */
    record Command(String id, long claimedAtMillis, Fingerprint bodyHash, Body body) implements OwnerInput {}

    /** A wallet wants to be opened for the owner. */
    record Opening(String walletId, String currency) implements OwnerInput {}

    /** A wallet has come to another state of its life. */
    record WalletMoved(String walletId, String currency, WalletStatus status) implements OwnerInput {}

    /** A wallet that the owner agreed to was not opened after all. */
    record OpeningFailed(String walletId) implements OwnerInput {}

    /** A card has declined a wallet's payment. */
    record CardDeclined(FailingCards.Decline decline) implements OwnerInput {}

    /** What a command asks for. */
    sealed interface Body {}

    /**
     * It is to be known otherwise.
     *
     * @param keepsTerms whether time zone, currency and the number of wallets stay as they are
     */
    record Configure(Owner.Settings settings, boolean keepsTerms) implements Body {}

    record MethodsChanged(String customerId, List<Owner.Method> methods) implements Body {
        public MethodsChanged {
            methods = List.copyOf(methods);
        }
    }

    record NotYet(String what) implements Body {}
}

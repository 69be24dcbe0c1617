package dev.drawdown.owners;

import dev.drawdown.engine.WalletStatus;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An owner of wallets, as it is kept.
 *
 * @param registered whether a command has named it; an owner whose first wallet is still being opened is not told of
 * @param currency of all its wallets; null until it has one or is given one
 * @param customerId the payment provider's id of it
 */
record Owner(
        String ownerId,
        boolean registered,
        Settings settings,
        @Nullable String currency,
        @Nullable String customerId,
        List<Method> methods,
        List<OwnedWallet> wallets,
        CommandMemory memory,
        FailingCards failing) {

    Owner {
        methods = List.copyOf(methods);
        wallets = List.copyOf(wallets);
    }

    static Owner unknown(String ownerId) {
        return new Owner(
                ownerId,
                false,
                Settings.DEFAULT,
                null,
                null,
                List.of(),
                List.of(),
                CommandMemory.EMPTY,
                FailingCards.NONE);
    }

    /** What is configured, replaced as a whole; {@code currency} null means that of the first wallet. */
    record Settings(
            @Nullable Profile profile,
            ZoneId zone,
            @Nullable String currency,
            boolean singleWallet,
            List<String> contacts) {
        static final Settings DEFAULT = new Settings(null, ZoneId.of("UTC"), null, false, List.of());

        Settings {
            contacts = List.copyOf(contacts);
        }

        /** These, but with the part that is the house's to say from others. */
        Settings onTermsOf(Settings other) {
            return new Settings(profile, other.zone, other.currency, other.singleWallet, contacts);
        }
    }

    /** The company behind an owner. */
    record Profile(
            String company,
            @Nullable String registrationNumber,
            @Nullable String phone,
            @Nullable String address,
            @Nullable String email) {}

    /** A payment method, as the provider describes it. */
    record Method(String id, String payerId, String brand, String last4, String expires, String role) {}

    /**
     * A wallet of an owner.
     *
     * @param status null while it is being opened
     */
    record OwnedWallet(
            String walletId, String currency, @Nullable WalletStatus status) {}

    @Nullable
    OwnedWallet wallet(String walletId) {
        for (OwnedWallet wallet : wallets) {
            if (wallet.walletId().equals(walletId)) {
                return wallet;
            }
        }
        return null;
    }

    Owner withSettings(Settings next, @Nullable String nextCurrency) {
        return new Owner(ownerId, true, next, nextCurrency, customerId, methods, wallets, memory, failing);
    }

    /** With other methods it has other cards, of which nothing is known yet. */
    Owner withMethods(String nextCustomerId, List<Method> nextMethods) {
        return new Owner(
                ownerId,
                true,
                settings,
                currency,
                nextCustomerId,
                nextMethods,
                wallets,
                memory,
                nextMethods.equals(methods) ? failing : FailingCards.NONE);
    }

    Owner withWallets(@Nullable String nextCurrency, List<OwnedWallet> nextWallets) {
        return new Owner(
                ownerId, registered, settings, nextCurrency, customerId, methods, nextWallets, memory, failing);
    }

    Owner withMemory(CommandMemory next) {
        return new Owner(ownerId, registered, settings, currency, customerId, methods, wallets, next, failing);
    }

    Owner withFailing(FailingCards next) {
        return new Owner(ownerId, registered, settings, currency, customerId, methods, wallets, memory, next);
    }

    /** The method that a card's role names, where it is known. */
    @Nullable
    Method method(FailingCards.Card card) {
        String payerId = card.payerId().isEmpty() ? ownerId : card.payerId();
        for (Method method : methods) {
            if (method.role().equals(card.role()) && method.payerId().equals(payerId)) {
                return method;
            }
        }
        return null;
    }
}

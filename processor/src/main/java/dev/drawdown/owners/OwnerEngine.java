package dev.drawdown.owners;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.WalletStatus;
import dev.drawdown.owners.Owner.OwnedWallet;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what an input does to an owner: a pure function, the wallets' engine's small twin. */
final class OwnerEngine {
    /** Since all of them stand in one record. */
    static final int MAX_WALLETS = 10_000;

    private final Policy policy;

    OwnerEngine(Policy policy) {
        this.policy = policy;
    }

    OwnerDecision decide(@Nullable Owner known, String ownerId, OwnerInput input, long nowMillis) {
        Owner owner = known == null ? Owner.unknown(ownerId) : known;
        return switch (input) {
            case OwnerInput.Command command -> command(known, owner, command, nowMillis);
            case OwnerInput.Opening opening -> open(known, owner, opening);
            case OwnerInput.WalletMoved moved -> accepted(moved(owner, moved), "");
            case OwnerInput.OpeningFailed failed -> accepted(failed(owner, failed.walletId()), "");
            case OwnerInput.CardDeclined declined -> {
                FailingCards.After after = owner.failing().with(declined.decline(), policy.safety());
                yield new OwnerDecision(Outcome.ACCEPTED, "", false, owner.withFailing(after.cards()), after.finding());
            }
        };
    }

    private OwnerDecision command(@Nullable Owner known, Owner owner, OwnerInput.Command command, long nowMillis) {
        if (command.id().isBlank()) {
            return refused(
                    known, Outcome.NO_ID, "Expected a command_id that is unique for the owner, but it is blank.");
        }
        Fingerprint id = Fingerprint.of(command.id());
        CommandMemory.Remembered earlier = owner.memory().find(id);
        if (earlier != null) {
            return earlier.body().equals(command.bodyHash())
                    ? new OwnerDecision(Outcome.ACCEPTED, earlier.message(), true, known, null)
                    : refused(
                            known,
                            Outcome.ID_CONFLICT,
                            "Expected " + command.id()
                                    + " to repeat the command that came under this id before, but its"
                                    + " body is another; give it an id of its own.");
        }
        if (command.claimedAtMillis() < nowMillis - policy.idempotencyWindowMillis()
                || command.claimedAtMillis() <= owner.memory().takenAfterMillis()) {
            return refused(
                    known,
                    Outcome.TOO_LATE,
                    "Expected issued_at to lie within the idempotency window, but it is older.");
        }
        if (command.claimedAtMillis() > nowMillis + policy.futureToleranceMillis()) {
            return refused(
                    known,
                    Outcome.IN_FUTURE,
                    "Expected issued_at to be past, but it is further ahead than is tolerated.");
        }
        OwnerDecision decision = apply(known, owner, command.body());
        return decision.outcome() == Outcome.ACCEPTED && decision.owner() != null
                ? remembered(decision, decision.owner(), command, id)
                : decision;
    }

    private static OwnerDecision remembered(
            OwnerDecision decision, Owner next, OwnerInput.Command command, Fingerprint id) {
        CommandMemory memory = next.memory()
                .with(new CommandMemory.Remembered(
                        id, command.bodyHash(), command.claimedAtMillis(), decision.message()));
        return accepted(next.withMemory(memory), decision.message());
    }

    private static OwnerDecision apply(@Nullable Owner known, Owner owner, OwnerInput.Body body) {
        return switch (body) {
            case OwnerInput.Configure(Owner.Settings settings, boolean keepsTerms) ->
                configure(known, owner, keepsTerms ? settings.onTermsOf(owner.settings()) : settings);
            case OwnerInput.MethodsChanged(String customerId, List<Owner.Method> methods) ->
                accepted(owner.withMethods(customerId, methods), "Payment methods taken over.");
            case OwnerInput.NotYet(String what) ->
                refused(known, Outcome.NOT_SUPPORTED_YET, what + " is not supported yet.");
        };
    }

    private static OwnerDecision configure(@Nullable Owner known, Owner owner, Owner.Settings settings) {
        String currency = settings.currency();
        if (currency != null && !isCurrency(currency)) {
            return refused(
                    known,
                    Outcome.INVALID_SETTINGS,
                    "Expected currency to be a code of ISO 4217, but it is " + currency + ".");
        }
        int live = 0;
        for (OwnedWallet wallet : owner.wallets()) {
            if (wallet.status() != WalletStatus.TERMINATED) {
                live++;
            }
            if (currency != null && !wallet.currency().equals(currency)) {
                return refused(
                        known,
                        Outcome.OWNER_CURRENCY,
                        "Expected currency to be that of the owner's wallets, " + wallet.currency() + ", but it is "
                                + currency + ".");
            }
        }
        if (settings.singleWallet() && live > 1) {
            return refused(
                    known,
                    Outcome.OWNER_HAS_WALLET,
                    "Expected an owner with at most one wallet, but it has " + live + ".");
        }
        String next = currency == null && !owner.wallets().isEmpty() ? owner.currency() : currency;
        return accepted(
                owner.withSettings(settings, next), owner.registered() ? "Owner changed." : "Owner registered.");
    }

    private static OwnerDecision open(@Nullable Owner known, Owner owner, OwnerInput.Opening opening) {
        OwnedWallet own = owner.wallet(opening.walletId());
        if (own != null) {
            // Reserved or open already: whether this opening repeats the first is for the wallet to say.
            return accepted(owner, "");
        }
        String currency = owner.currency();
        if (currency != null && !currency.equals(opening.currency())) {
            return refused(
                    known,
                    Outcome.OWNER_CURRENCY,
                    "Expected a wallet in the owner's currency, " + currency + ", but it is in " + opening.currency()
                            + ".");
        }
        if (owner.settings().singleWallet() && hasLiveWallet(owner)) {
            return refused(
                    known, Outcome.OWNER_HAS_WALLET, "Expected the owner's only wallet, but it has another already.");
        }
        if (owner.wallets().size() >= MAX_WALLETS) {
            return refused(
                    known,
                    Outcome.OWNER_HAS_WALLET,
                    "Expected an owner of at most " + MAX_WALLETS + " wallets, but it has as many already.");
        }
        List<OwnedWallet> wallets = new ArrayList<>(owner.wallets());
        wallets.add(new OwnedWallet(opening.walletId(), opening.currency(), null));
        return accepted(owner.withWallets(opening.currency(), wallets), "");
    }

    private static Owner moved(Owner owner, OwnerInput.WalletMoved moved) {
        List<OwnedWallet> wallets = new ArrayList<>(owner.wallets().size() + 1);
        boolean found = false;
        for (OwnedWallet wallet : owner.wallets()) {
            boolean same = wallet.walletId().equals(moved.walletId());
            wallets.add(same ? new OwnedWallet(moved.walletId(), moved.currency(), moved.status()) : wallet);
            found |= same;
        }
        if (!found) {
            wallets.add(new OwnedWallet(moved.walletId(), moved.currency(), moved.status()));
        }
        String currency = owner.currency();
        return owner.withWallets(currency == null ? moved.currency() : currency, wallets);
    }

    private static Owner failed(Owner owner, String walletId) {
        OwnedWallet reserved = owner.wallet(walletId);
        if (reserved == null || reserved.status() != null) {
            return owner;
        }
        List<OwnedWallet> wallets = new ArrayList<>(owner.wallets());
        wallets.remove(reserved);
        return owner.withWallets(wallets.isEmpty() ? owner.settings().currency() : owner.currency(), wallets);
    }

    private static boolean hasLiveWallet(Owner owner) {
        for (OwnedWallet wallet : owner.wallets()) {
            if (wallet.status() != WalletStatus.TERMINATED) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCurrency(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode().equals(code);
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private static OwnerDecision accepted(Owner next, String message) {
        return new OwnerDecision(Outcome.ACCEPTED, message, false, next, null);
    }

    private static OwnerDecision refused(@Nullable Owner known, Outcome outcome, String message) {
        return new OwnerDecision(outcome, message, false, known, null);
    }
}

package dev.drawdown.owners;

import dev.drawdown.engine.SafetyPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which payments of an owner's wallets have been declined lately: a bounded number, of which the newest of each card and
 * wallet stay longest, since they say on how many wallets a card fails. A single wallet tells of its own failures; a card that
 * fails on several is the owner's trouble, or somebody trying cards out.
 *
 * @param declines oldest first
 * @param told the cards that people have been told of, until they fail on fewer wallets again
 */
record FailingCards(List<Decline> declines, List<Card> told) {
    static final FailingCards NONE = new FailingCards(List.of(), List.of());
    static final int MAX_DECLINES = 256;

    FailingCards {
        declines = List.copyOf(declines);
        told = List.copyOf(told);
    }

    /**
     * A card as wallets know it.
     *
     * @param payerId who pays; empty for the owner
     * @param role DEFAULT or BACKUP
     */
    record Card(String payerId, String role) {}

    /** An attempt that a card has declined. */
    record Decline(Card card, String walletId, long atMillis) {}

    /** What people are to be told: so many attempts were declined on so many wallets, the first of them then. */
    record Finding(String walletId, Card card, int declines, int wallets, long sinceMillis) {}

    /** What a decline leads to. */
    record After(FailingCards cards, @Nullable Finding finding) {}

    After with(Decline decline, SafetyPolicy policy) {
        List<Decline> recent = new ArrayList<>(declines.size() + 1);
        for (Decline earlier : declines) {
            if (earlier.atMillis() >= decline.atMillis() - policy.failingWindowMillis()) {
                recent.add(earlier);
            }
        }
        List<Card> stillTold = new ArrayList<>(told);
        stillTold.removeIf(card -> walletsOf(recent, card) < policy.failingWallets());
        recent.add(decline);
        if (recent.size() > MAX_DECLINES) {
            recent.remove(leastTelling(recent));
        }
        int wallets = walletsOf(recent, decline.card());
        boolean isNews = wallets >= policy.failingWallets() && !stillTold.contains(decline.card());
        if (isNews) {
            stillTold.add(decline.card());
        }
        return new After(new FailingCards(recent, stillTold), isNews ? finding(recent, decline, wallets) : null);
    }

    /** The oldest decline that a newer one of the same card and wallet follows, or else the oldest of all. */
    private static int leastTelling(List<Decline> declines) {
        record Place(Card card, String walletId) {}
        Set<Place> newer = new HashSet<>();
        int least = 0;
        for (int i = declines.size() - 1; i >= 0; i--) {
            Decline decline = declines.get(i);
            if (!newer.add(new Place(decline.card(), decline.walletId()))) {
                least = i;
            }
        }
        return least;
    }

    private static Finding finding(List<Decline> recent, Decline decline, int wallets) {
        List<Decline> ofCard = recent.stream()
                .filter(each -> each.card().equals(decline.card()))
                .toList();
        return new Finding(
                decline.walletId(),
                decline.card(),
                ofCard.size(),
                wallets,
                ofCard.getFirst().atMillis());
    }

    private static int walletsOf(List<Decline> declines, Card card) {
        Set<String> wallets = new HashSet<>();
        for (Decline decline : declines) {
            if (decline.card().equals(card)) {
                wallets.add(decline.walletId());
            }
        }
        return wallets.size();
    }
}

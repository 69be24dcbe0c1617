package dev.drawdown.loadtest.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether people were told of cards that decline on several wallets of an owner, as often as that came to light. Which wallet
 * tells of it depends on the order in which the owner hears of declines, so that only their number is judged.
 */
final class CardAudit {
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final int WALLETS = 3;

    private final Map<String, List<Decline>> declines = new TreeMap<>();
    private final Map<String, Long> told = new TreeMap<>();

    /** An attempt that was declined. */
    private record Decline(String card, String walletId, Instant at) {}

    void declined(String ownerId, String card, String walletId, Instant at) {
        declines.computeIfAbsent(ownerId, owner -> new ArrayList<>()).add(new Decline(card, walletId, at));
    }

    void told(String ownerId) {
        told.merge(ownerId, 1L, Long::sum);
    }

    void addAll(CardAudit other) {
        other.declines.forEach((owner, more) ->
                declines.computeIfAbsent(owner, each -> new ArrayList<>()).addAll(more));
        other.told.forEach((owner, more) -> told.merge(owner, more, Long::sum));
    }

    void judge(AuditReport report) {
        Set<String> owners = new HashSet<>(declines.keySet());
        owners.addAll(told.keySet());
        for (String owner : owners) {
            long expected = findings(declines.getOrDefault(owner, List.of()));
            long found = told.getOrDefault(owner, 0L);
            if (expected != found) {
                report.add(new Difference(owner, "cards that decline", "alerts of CARD_FAILING", expected, found));
            }
            report.counted("alert CARD_FAILING", found);
        }
    }

    private static long findings(List<Decline> unordered) {
        List<Decline> inOrder =
                unordered.stream().sorted(Comparator.comparing(Decline::at)).toList();
        Set<String> known = new HashSet<>();
        long findings = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            Decline decline = inOrder.get(i);
            List<Decline> before = inOrder.subList(0, i);
            known.removeIf(card -> wallets(before, card, decline.at()).size() < WALLETS);
            Set<String> wallets = wallets(before, decline.card(), decline.at());
            wallets.add(decline.walletId());
            if (wallets.size() >= WALLETS && known.add(decline.card())) {
                findings++;
            }
        }
        return findings;
    }

    private static Set<String> wallets(List<Decline> before, String card, Instant at) {
        Set<String> wallets = new HashSet<>();
        for (Decline decline : before) {
            if (decline.card().equals(card) && !decline.at().isBefore(at.minus(WINDOW))) {
                wallets.add(decline.walletId());
            }
        }
        return wallets;
    }
}

package dev.drawdown.payments.stripe;

import dev.drawdown.payments.BookEntry;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.ProviderBooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What became of an episode: what Stripe has collected beside what the ledger says. */
final class EpisodeBooks {
    private final Map<String, Integer> objects = new TreeMap<>();
    private final Map<String, Integer> charges = new TreeMap<>();
    private final Map<String, Long> collected = new TreeMap<>();

    EpisodeBooks(ProviderBooks books) {
        List<BookEntry> entries = new ArrayList<>();
        if (!(books.read(Instant.EPOCH, entries::add) instanceof GatewayAnswer.Done<Long>)) {
            throw new AssertionError("Expected the books to be readable in the end");
        }
        Map<String, String> traces = new HashMap<>();
        for (BookEntry entry : entries) {
            if (entry instanceof BookEntry.Invoice invoice && invoice.trace() != null) {
                objects.merge(invoice.trace(), 1, Integer::sum);
                invoice.intentIds().forEach(intent -> traces.put(intent, invoice.trace()));
            }
        }
        for (BookEntry entry : entries) {
            boolean isNew = entry instanceof BookEntry.Intent intent
                    && intent.trace() != null
                    && traces.putIfAbsent(intent.id(), intent.trace()) == null;
            if (isNew && entry instanceof BookEntry.Intent intent && intent.trace() != null) {
                objects.merge(intent.trace(), 1, Integer::sum);
            }
        }
        for (BookEntry entry : entries) {
            if (entry instanceof BookEntry.Charge charge) {
                String trace = traces.getOrDefault(String.valueOf(charge.intentId()), "somebody else");
                charges.merge(trace, 1, Integer::sum);
                collected.merge(trace, charge.micros(), Long::sum);
            }
        }
    }

    /** Says what is wrong, a line for each. */
    List<String> problems(EpisodeWallet wallet, EpisodeDesk desk) {
        List<String> problems = new ArrayList<>();
        Set<String> requests = new TreeSet<>(desk.requests());
        requests.addAll(wallet.booked.keySet());
        requests.addAll(collected.keySet());
        List<String> underWay = wallet.underWay();
        for (String request : requests) {
            long paid = collected.getOrDefault(request, 0L);
            long booked = wallet.booked.getOrDefault(request, 0L);
            boolean isFlagged = desk.flagged.contains(request) || wallet.flagged.contains(request);
            List<String> found = new ArrayList<>();
            say(found, charges.getOrDefault(request, 0) > 1, "charged twice");
            say(found, objects.getOrDefault(request, 0) > 1, "asked for twice");
            say(found, paid > booked, "paid but not credited");
            say(found, booked > paid, "credited but not paid");
            boolean isOver = !underWay.contains(request);
            say(found, isOver && wallet.ahead.getOrDefault(request, 0L) != 0, "credited ahead and left so");
            say(found, !isOver && !isFlagged, "unknown and not flagged");
            for (String problem : found) {
                problems.add(problem + ": " + request + ", at Stripe " + paid + ", in the ledger " + booked + ", "
                        + desk.describe(request));
            }
        }
        return problems;
    }

    private static void say(List<String> problems, boolean isSo, String problem) {
        if (isSo) {
            problems.add(problem);
        }
    }

    /** How many requests were paid. */
    int paid() {
        return charges.size();
    }
}

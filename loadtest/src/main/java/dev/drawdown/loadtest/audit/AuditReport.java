package dev.drawdown.loadtest.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an audit counted, and the first thing that is wrong with each wallet. */
public final class AuditReport {
    private static final int SHOWN = 20;

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private final CardAudit cards = new CardAudit();

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    void counted(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    /** What is known of cards; judged once all wallets are. */
    CardAudit cards() {
        return cards;
    }

    /** Takes over what another part of the same audit found. */
    void addAll(AuditReport other) {
        other.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
        differences.addAll(other.differences);
        cards.addAll(other.cards);
    }

    void add(Difference difference) {
        differences.add(difference);
    }

    /**
     * Holds the inputs that were found against those that the broker has said to have, where nobody else wrote any: what is
     * missing was lost by it or passed over in reading, and what is too many was written twice.
     */
    public void requireInputs(long acknowledged) {
        if (counted("inputs") != acknowledged) {
            add(new Difference("all wallets", "the audit", "inputs", acknowledged, counted("inputs")));
        }
    }

    /** How often something was met: {@code inputs}, {@code entries}, {@code outcome CODE} and so on. */
    public long counted(String what) {
        return counts.getOrDefault(what, 0L);
    }

    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    public boolean clean() {
        return differences.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Audited ").append(counts).append('\n');
        text.append(differences.size()).append(" differences");
        for (Difference difference : differences.subList(0, Math.min(SHOWN, differences.size()))) {
            text.append("\n- ").append(difference);
        }
        return text.toString();
    }
}

package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.ModelInput;
import dev.drawdown.loadtest.model.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a wallet's inputs in the order in which the program says that it took them.
 *
 * <p>Only the first input of each topic is ever a candidate, so the order within a topic is the broker's; had the
 * program swapped two, the model would be offered them unswapped and differ.
 */
final class Merge {
    private final Map<Source, Long> firstSeqs;
    private final Map<String, Deque<Fields>> outcomes;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Deque<Queued>> topics = new LinkedHashMap<>();

    Merge(Found found) {
        this.firstSeqs = found.firstSeqs();
        this.outcomes = found.outcomesById();
    }

    /** Takes the inputs of one wallet, each topic's in the order of offsets. */
    List<Queued> inOrder(List<ModelInput> inputs, String key) {
        Map<Source, @Nullable Long> places = new HashMap<>();
        inputs.forEach(input -> places.put(input.source(), placeOf(input)));
        for (ModelInput input : inputs.reversed()) {
            Deque<Queued> topic = topics.computeIfAbsent(input.source().topic(), name -> new ArrayDeque<>());
            Long place = places.get(input.source());
            long next = topic.isEmpty() ? Queued.ANY_TIME : topic.element().latest();
            topic.addFirst(new Queued(input, key, place, place == null ? next : place));
        }
        List<Queued> ordered = new ArrayList<>();
        for (Deque<Queued> next = nextTopic(); next != null; next = nextTopic()) {
            ordered.add(next.remove());
        }
        return ordered;
    }

    private @Nullable Long placeOf(ModelInput input) {
        Deque<Fields> answers = input.isCommand() ? outcomes.get(input.id()) : null;
        boolean isFirst = seen.add(input.id());
        return place(input, answers == null ? null : answers.poll(), isFirst);
    }

    /**
     * A command that was sent before is given its first answer again, whose number tells nothing of now. One that only asks
     * for what has happened already, the end of a hold say, is a duplicate too, but is answered for the first time.
     */
    private @Nullable Long place(ModelInput input, @Nullable Fields answer, boolean isFirst) {
        Long firstSeq = firstSeqs.get(input.source());
        if (firstSeq != null) {
            return Queued.placeOfEntry(firstSeq);
        }
        Long seq = answer == null || (answer.flag("duplicate") && !isFirst) ? null : answer.number("seq");
        return seq == null ? null : Queued.placeAfter(seq);
    }

    private @Nullable Deque<Queued> nextTopic() {
        Deque<Queued> next = null;
        for (Deque<Queued> topic : topics.values()) {
            if (!topic.isEmpty()
                    && mayGo(topic.element())
                    && (next == null || topic.element().mayPrecede(next.element()))) {
                next = topic;
            }
        }
        return next;
    }

    private boolean mayGo(Queued first) {
        for (Deque<Queued> topic : topics.values()) {
            if (!topic.isEmpty() && topic.element().mustPrecede(first)) {
                return false;
            }
        }
        return true;
    }
}

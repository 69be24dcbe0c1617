package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All records under one wallet's key, as bytes, each topic in its order. */
final class WalletRecords {
    private final Map<String, List<Recorded>> byTopic = new HashMap<>();
    private @Nullable Map<Source, Recorded> inputs;

    void add(Recorded record) {
        byTopic.computeIfAbsent(record.source().topic(), topic -> new ArrayList<>())
                .add(record);
    }

    List<Recorded> of(String topic) {
        return byTopic.getOrDefault(topic, List.of());
    }

    /** The input at a position, where there is one. */
    Recorded input(Source source) {
        Map<Source, Recorded> known = inputs;
        if (known == null) {
            known = new HashMap<>();
            for (String topic : Auditor.INPUTS) {
                for (Recorded input : of(topic)) {
                    known.put(input.source(), input);
                }
            }
            inputs = known;
        }
        Recorded input = known.get(source);
        if (input == null) {
            throw new IllegalArgumentException("Expected an input at " + source);
        }
        return input;
    }
}

package dev.drawdown.loadtest.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All records of the topics that an audit needs, per topic in the order of partition and offset. */
public final class Journal {
    private final Map<String, List<Recorded>> records = new HashMap<>();

    public void add(Recorded record) {
        records.computeIfAbsent(record.source().topic(), topic -> new ArrayList<>())
                .add(record);
    }

    public void addAll(Collection<Recorded> more) {
        more.forEach(this::add);
    }

    public List<Recorded> of(String topic) {
        return List.copyOf(records.getOrDefault(topic, List.of()));
    }
}

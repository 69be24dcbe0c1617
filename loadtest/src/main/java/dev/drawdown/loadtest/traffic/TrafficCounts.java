package dev.drawdown.loadtest.traffic;

/** How much of each kind was made. */
public final class TrafficCounts {
    long usage;
    long leads;
    long returns;
    long commands;
    long garbage;
    long duplicates;
    long duplicateEvents;
    long crossings;

    void duplicate(String topic) {
        duplicates++;
        duplicateEvents += topic.equals("wallet.commands") ? 0 : 1;
    }

    /** All inputs. */
    public long inputs() {
        return usage + leads + returns + commands + garbage + duplicates;
    }

    /** Usage and deliveries, each once. */
    public long debits() {
        return usage + leads;
    }

    /** What lies on the two topics of events, garbage too: what every system under test takes. */
    public long events() {
        return usage + leads + returns + duplicateEvents + garbage;
    }

    public long crossings() {
        return crossings;
    }

    public long duplicates() {
        return duplicates;
    }

    public long garbage() {
        return garbage;
    }

    public long commands() {
        return commands;
    }

    public long returns() {
        return returns;
    }

    /** What was made since an earlier count. */
    public TrafficCounts since(TrafficCounts earlier) {
        TrafficCounts since = new TrafficCounts();
        since.usage = usage - earlier.usage;
        since.leads = leads - earlier.leads;
        since.returns = returns - earlier.returns;
        since.commands = commands - earlier.commands;
        since.garbage = garbage - earlier.garbage;
        since.duplicates = duplicates - earlier.duplicates;
        since.duplicateEvents = duplicateEvents - earlier.duplicateEvents;
        since.crossings = crossings - earlier.crossings;
        return since;
    }

    /** As they are now, and will not change. */
    public TrafficCounts snapshot() {
        return since(new TrafficCounts());
    }
}

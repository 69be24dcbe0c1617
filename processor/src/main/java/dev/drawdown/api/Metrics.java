package dev.drawdown.api;

import dev.drawdown.engine.Outcome;
import dev.drawdown.wire.ProcessingMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What an instance counts, by the names of {@link Meter}.
 *
 * <p>Counted is what was processed. What a failure undoes and a thread then processes again counts again, so after a
 * failure the counters may be ahead of the topics; the topics are exact.
 */
public final class Metrics implements ProcessingMetrics, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final Map<Meter, Counter> counters = new EnumMap<>(Meter.class);
    private final Map<Meter, Map<String, Counter>> countersByTag = new EnumMap<>(Meter.class);
    private final List<Runnable> beforeScrape = new CopyOnWriteArrayList<>();
    private final AtomicInteger parkedWaiting = new AtomicInteger();
    private final Set<Thread> withoutRegistry = ConcurrentHashMap.newKeySet();

    public Metrics() {
        for (Meter meter : Meter.values()) {
            if (meter.type() == Meter.Type.COUNTER && meter.tag().isEmpty()) {
                counters.put(meter, counter(meter, ""));
            } else if (meter.type() == Meter.Type.COUNTER) {
                countersByTag.put(meter, new ConcurrentHashMap<>());
            }
        }
        gauge(Meter.INPUTS_PARKED_WAITING, parkedWaiting, AtomicInteger::get);
        gauge(Meter.REGISTRY_UP, this, metrics -> metrics.isRegistryReachable() ? 1 : 0);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /** Says where a gauge is to be read. */
    public <T> void gauge(Meter meter, T source, ToDoubleFunction<T> value) {
        gauge(meter, "", source, value);
    }

    /** Says where one of a gauge's series is to be read. */
    public <T> void gauge(Meter meter, String label, T source, ToDoubleFunction<T> value) {
        Gauge.Builder<T> builder = Gauge.builder(meter.id(), source, value)
                .description(meter.help())
                .strongReference(true);
        (label.isEmpty() ? builder : builder.tag(meter.tag(), label)).register(registry);
    }

    /**
     * Says where a gauge's series are to be read that come and go; they are looked up with every scrape.
     *
     * @param source the figures by the values of the gauge's labels
     */
    public void series(Meter meter, Supplier<Map<List<String>, Double>> source) {
        MultiGauge gauge =
                MultiGauge.builder(meter.id()).description(meter.help()).register(registry);
        String[] labels = meter.tag().split(",", -1);
        beforeScrape.add(() -> {
            List<MultiGauge.Row<?>> rows = new ArrayList<>();
            source.get().forEach((values, figure) -> rows.add(MultiGauge.Row.of(tags(labels, values), figure)));
            gauge.register(rows, true);
        });
    }

    private static Tags tags(String[] labels, List<String> values) {
        Tags tags = Tags.empty();
        for (int i = 0; i < labels.length; i++) {
            tags = tags.and(labels[i], values.get(i));
        }
        return tags;
    }

    @Override
    public void accepted(int ledgerEntries) {
        increment(Meter.INPUTS_ACCEPTED);
        count(Meter.LEDGER_ENTRIES).increment(ledgerEntries);
    }

    @Override
    public void duplicate() {
        increment(Meter.INPUTS_DUPLICATE);
    }

    /** Returns how many inputs had been seen before, and changed nothing. */
    public long duplicates() {
        return (long) count(Meter.INPUTS_DUPLICATE).count();
    }

    @Override
    public void refused(Outcome outcome) {
        increment(Meter.COMMANDS_REFUSED, outcome.name());
    }

    @Override
    public void deadLettered(String code) {
        increment(Meter.DEAD_LETTERS, code);
    }

    /** Counts a call that was not let in. */
    public void turnedAway(String code) {
        increment(Meter.CALLS_TURNED_AWAY, code);
    }

    @Override
    public void parked(int waiting) {
        increment(Meter.INPUTS_PARKED);
        parkedWaiting.set(waiting);
    }

    @Override
    public void misplaced() {
        increment(Meter.INPUTS_MISPLACED);
    }

    @Override
    public void dueApplied() {
        increment(Meter.DUE_APPLIED);
    }

    @Override
    public void registryReachable(boolean reachable) {
        if (reachable) {
            withoutRegistry.remove(Thread.currentThread());
        } else {
            withoutRegistry.add(Thread.currentThread());
        }
    }

    /** Returns whether no living thread is waiting for the registry. */
    public boolean isRegistryReachable() {
        withoutRegistry.removeIf(thread -> !thread.isAlive());
        return withoutRegistry.isEmpty();
    }

    /** Returns everything in Prometheus's text format. */
    public String scrape() {
        beforeScrape.forEach(Runnable::run);
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }

    private void increment(Meter meter) {
        count(meter).increment();
    }

    private Counter count(Meter meter) {
        Counter counter = counters.get(meter);
        if (counter == null) {
            throw new IllegalArgumentException("Expected a counter without label, but " + meter + " is none");
        }
        return counter;
    }

    private void increment(Meter meter, String label) {
        countersByTag
                .getOrDefault(meter, Map.of())
                .computeIfAbsent(label, value -> counter(meter, value))
                .increment();
    }

    private Counter counter(Meter meter, String label) {
        Counter.Builder builder = Counter.builder(meter.id()).description(meter.help());
        return (label.isEmpty() ? builder : builder.tag(meter.tag(), label)).register(registry);
    }
}

package dev.drawdown.api;

import io.javalin.config.RoutesConfig;
import org.jspecify.annotations.Nullable;

/** {@code /metrics}, in Prometheus's text format. */
final class MetricsRoute {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final Metrics metrics;
    private final @Nullable Api api;

    /** @param api whose tokens it asks for; null where an instance has none, and is open to its network */
    MetricsRoute(Metrics metrics, @Nullable Api api) {
        this.metrics = metrics;
        this.api = api;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/metrics", context -> {
            if (api != null) {
                var _ = api.admit(context, Audience.STAFF);
            }
            context.result(metrics.scrape()).contentType(TEXT_FORMAT);
        });
    }
}

package dev.drawdown.api;

import io.javalin.config.RoutesConfig;

/** {@code /metrics}, in Prometheus's text format. */
final class MetricsRoute {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final Metrics metrics;

    MetricsRoute(Metrics metrics) {
        this.metrics = metrics;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/metrics", context -> context.result(metrics.scrape()).contentType(TEXT_FORMAT));
    }
}

package dev.drawdown.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /health/live}: would a restart help? {@code /health/ready}: does every part work? */
final class HealthRoutes {
    private final Health health;

    HealthRoutes(Health health) {
        this.health = health;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/health/live", this::live);
        routes.get("/health/ready", this::ready);
    }

    private void live(Context context) {
        Part alive = health.alive();
        answer(context, alive.up(), statusOf(alive));
    }

    private void ready(Context context) {
        List<Part> parts = health.parts();
        boolean ready = parts.stream().allMatch(Part::up);
        Map<String, Object> byName = new LinkedHashMap<>();
        parts.forEach(part -> byName.put(part.name(), statusOf(part)));
        answer(context, ready, Map.of("status", ready ? "READY" : "NOT_READY", "parts", byName));
    }

    private static Map<String, Object> statusOf(Part part) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("status", part.up() ? "UP" : "DOWN");
        status.put("detail", part.detail());
        return status;
    }

    private static void answer(Context context, boolean well, Map<String, Object> body) {
        context.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .header("Cache-Control", "no-store")
                .result(Json.write(body))
                .contentType(ContentType.APPLICATION_JSON);
    }
}

package dev.drawdown.api;

/** Looks at one part of an instance. It answers within seconds and does not throw. */
@FunctionalInterface
public interface HealthCheck {
    Part check();
}

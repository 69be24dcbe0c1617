/**
 * What is served over HTTP: health, readiness and metrics, by every instance whatever its roles.
 *
 * <p>The server knows no Kafka. Whoever starts an instance hands it a {@link dev.drawdown.api.Health}, made of one
 * {@link dev.drawdown.api.HealthCheck} per part, and {@link dev.drawdown.api.Metrics}, which the parts count in.
 */
@NullMarked
package dev.drawdown.api;

import org.jspecify.annotations.NullMarked;

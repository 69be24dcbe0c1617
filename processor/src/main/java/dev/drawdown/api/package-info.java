/**
 * What is served over HTTP: health, readiness and metrics by every instance, whatever its roles, and with role
 * {@code api} the contract's {@code /v1}.
 *
 * <p>Each resource has a file of its own with its {@link dev.drawdown.api.Route}s, which say who may call them and whose
 * they are; {@link dev.drawdown.api.Api} holds callers against that before a route's own code runs, so a route that says
 * nothing cannot be reached by anybody. What a route refuses, it refuses with a
 * {@link dev.drawdown.api.ProblemException}: a code for programs, and for people what was expected, what was found and
 * what to do.
 *
 * <p>The server knows no Kafka Streams. Whoever starts an instance hands it a {@link dev.drawdown.api.Health}, made of one
 * {@link dev.drawdown.api.HealthCheck} per part, {@link dev.drawdown.api.Metrics}, which the parts count in, and the ports
 * that routes read and write through.
 */
@NullMarked
package dev.drawdown.api;

import org.jspecify.annotations.NullMarked;

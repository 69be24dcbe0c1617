/**
 * A schema registry with Confluent's REST API, Avro only, kept in one append-only file.
 *
 * <p>One way through: {@code RegistryRoutes} turns a request into a call, {@code RegistryStore} checks it and makes a
 * {@code RegistryChange}, {@code RegistryLog} writes the change durably, {@code RegistryState} takes it in. Reading
 * the file from its start makes the same state again, so ids and versions are the same after every restart.
 */
@NullMarked
package dev.drawdown.embedded.registry;

import org.jspecify.annotations.NullMarked;

/**
 * A whole warehouse in one process beside Drawdown: PostgreSQL, its tables and views, and a Kafka Connect worker with the
 * sinks. {@code drawdown demo --warehouse} runs it as a child; the tests run its parts.
 *
 * <p>The sinks' configurations are the files that are registered with a Connect cluster, too: {@code ${env:NAME}} in them is
 * filled in here by {@link dev.drawdown.connectors.warehouse.Sinks} and there by Connect's own provider of variables.
 */
@NullMarked
package dev.drawdown.connectors.warehouse;

import org.jspecify.annotations.NullMarked;

/**
 * A Kafka broker and a schema registry inside this process, for the demo and for tests.
 *
 * <p>Both stand on real ports and keep their state in a data directory, so any Kafka or Confluent client reaches them
 * and a restart, even after {@code kill -9}, goes on where they stopped. Only the command line and tests import this
 * package: the processor itself knows a cluster by its address and nothing more.
 */
@NullMarked
package dev.drawdown.embedded;

import org.jspecify.annotations.NullMarked;

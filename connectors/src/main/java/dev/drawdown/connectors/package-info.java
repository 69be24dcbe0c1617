/**
 * From the wire format into Kafka Connect: the converter that every sink of the warehouse reads values with.
 *
 * <p>A sink is handed what the writer wrote, by the writer's own schema. A field that a newer processor adds is therefore a
 * column that the sink adds, without a new version of anything here; one that an older processor does not know is left to
 * the column's default. Money stays a decimal from end to end: it is bytes on the wire, {@link java.math.BigDecimal} in
 * Connect, {@code NUMERIC} in the warehouse, and never a double.
 *
 * <p>What cannot be read is the value's fault, and goes to the connector's dead letters; a registry that does not answer is
 * not, and is waited for. The two are different exceptions, since Connect tells them apart by their type.
 */
@NullMarked
package dev.drawdown.connectors;

import org.jspecify.annotations.NullMarked;

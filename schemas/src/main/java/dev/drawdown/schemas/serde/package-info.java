/**
 * Records as bytes: Confluent's wire format and a client of Confluent's registry API.
 *
 * <p>A value is a zero byte, the four-byte id of the schema it was written with, and Avro binary. Whoever reads it asks
 * the registry for that schema once and lets Avro resolve it against its own, so that producers and Drawdown may be of
 * different versions. {@link dev.drawdown.schemas.serde.AvroSerde} is what a Kafka client configures;
 * {@link dev.drawdown.schemas.serde.AvroDecoder} and {@link dev.drawdown.schemas.serde.AvroEncoder} are the same without
 * Kafka's interfaces, for whoever must know why a value cannot be read.
 *
 * <p>The distinction that everything here keeps: a bad value is for the dead letters, a registry that does not answer is
 * not. The first is {@link dev.drawdown.schemas.serde.UndecodableException.Reason#isTheValuesFault() the value's fault}
 * and will never be better; after the second the same value must be tried again.
 */
@NullMarked
package dev.drawdown.schemas.serde;

import org.jspecify.annotations.NullMarked;

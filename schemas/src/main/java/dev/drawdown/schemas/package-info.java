/** What crosses the wire: the records that Avro generates, the topics that carry them, and the hash of a ledger entry. */
@NullMarked
package dev.drawdown.schemas;

import org.jspecify.annotations.NullMarked;

/**
 * Instruments: what is committed, how fast it becomes so, how long it takes to be seen, and what CPU it costs.
 *
 * <p>Progress is read from the broker's last stable offsets, which move only when a transaction commits, a few times a second:
 * a reader of every record would cost the two cores more than some peers do. A transaction's end marker takes an
 * offset in each partition too, some dozens a second among tens of thousands of entries; the exact number of entries
 * comes from the auditor, who reads them all when the clock has stopped.
 */
@NullMarked
package dev.drawdown.loadtest.measure;

import org.jspecify.annotations.NullMarked;

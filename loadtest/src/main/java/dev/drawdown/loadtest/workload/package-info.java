/**
 * What is sent to the program under test: made up by a seed, the same for the same seed, and nasty on purpose.
 *
 * <p>A workload knows no balances and predicts nothing; it only takes care that what it sends is worth auditing: ids
 * come back, leads are returned, holds are captured, credit of all kinds comes in, some records are garbage.
 */
@NullMarked
package dev.drawdown.loadtest.workload;

import org.jspecify.annotations.NullMarked;

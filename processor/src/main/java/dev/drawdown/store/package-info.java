/**
 * Where a task keeps its state. A {@link dev.drawdown.store.StateTable} is bytes by key, whatever they mean;
 * {@link dev.drawdown.store.StateTables} makes one of two kinds. The kind that is fast, and recovers from {@code kill -9}
 * without wiping anything, is {@code WriteBehindStore}: the essay is there.
 */
@NullMarked
package dev.drawdown.store;

import org.jspecify.annotations.NullMarked;

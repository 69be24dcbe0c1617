/**
 * Read models: what the ledger says, in an order that people ask for.
 *
 * <p>Per partition there is one {@code Shelf}, a folder of RocksDB that {@code Indexer} fills from the topics of what Drawdown
 * has decided. Those topics are the shelf's own changelog, so nothing is written anywhere else, restoring is reading them
 * again with the same code, and deleting the folder rebuilds it. Everything that is put on a shelf may be put there twice:
 * an entry counts by its sequence, a signal by its offset. {@link dev.drawdown.views.Views} is the way in for readers.
 *
 * <p>It has a Kafka Streams application of its own, with its own thread, which never touches the engine's and gives way to
 * them where they share too few processors ({@code GivingWay}).
 */
@NullMarked
package dev.drawdown.views;

import org.jspecify.annotations.NullMarked;

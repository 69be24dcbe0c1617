/**
 * The rules of a prepaid wallet, as a pure function: {@link dev.drawdown.engine.WalletEngine#decide} takes a wallet, what is
 * remembered of it, one input and the time, and returns a {@link dev.drawdown.engine.Decision}.
 *
 * <p>Nothing in here reads a clock, draws a random number, logs, or knows Kafka, HTTP or Avro. What an input needs from
 * elsewhere (its price, its owner's time zone) is resolved before and handed in with it, so that replaying the recorded
 * inputs in order gives the same ledger. Every amount is whole micros (10⁻⁶ of the wallet's currency) in a {@code long};
 * every instant is epoch milliseconds.
 *
 * <p>The invariants, each held by a test: {@code balance = settled − owed}; every posting's
 * {@code before + delta = after}; sequence numbers without a gap; a hold's slices cannot be spent by anything else; a
 * duplicate changes nothing; and whether a timer or the next input brings what is due, the postings are the same.
 */
@NullMarked
package dev.drawdown.engine;

import org.jspecify.annotations.NullMarked;

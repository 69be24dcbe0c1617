/**
 * What a timed run sends: millions of inputs, made up by a seed, so many wallets so often.
 *
 * <p>{@link dev.drawdown.loadtest.workload} is small and nasty; this is large and ordinary, and still has every rule at
 * work. {@link dev.drawdown.loadtest.traffic.WalletShape} gives each wallet three tranches, alert thresholds, a
 * time-to-empty rule, a re-arm margin and a recharge rule. {@link dev.drawdown.loadtest.traffic.Traffic} then makes one
 * debit in a hundred cross a threshold: a lead that costs just what lies above it, and is returned soon after. Delivery and return lie on one
 * topic under one key, so the crossing happens whatever order the program takes the other topics in; all other debits are
 * small beside the distance to the first threshold, and top-ups bring back what they took.
 *
 * <p>Records leave as bytes: the plan, and with it every amount, id and order, is the same for the same seed; only the
 * times in it are those of the run.
 */
@NullMarked
package dev.drawdown.loadtest.traffic;

import org.jspecify.annotations.NullMarked;

/**
 * The graph around the engine: what comes in is decoded, decided on with the wallet's state at hand, and what follows is
 * kept and sent, all in one transaction. No rule about money is in here.
 *
 * <p>One record's way: {@link dev.drawdown.topology.WalletTopology} brings all that concerns a wallet to one
 * {@code WalletProcessor}, in the order of its partitions. That one sends on what a foreign client has put on a wrong
 * partition and hands the rest to its {@code WalletDesk}: decode ({@code InputCodec}), open the wallet ({@code WalletStore}),
 * apply what has fallen due, decide ({@code WalletEngine}), publish ({@code WalletPublisher}), save. What cannot be decoded or
 * accepted goes to the dead letters with its own bytes, and the stream goes on.
 *
 * <p>Time: the engine's now is the broker's timestamp of a record. For wallets of which none comes, a timer applies what
 * falls due, but never ahead of what lies unread ({@code InputFrontier}), so that the ledger does not depend on which of the
 * two was first.
 *
 * <p>The invariants, each held by a test: a wallet's inputs are decided on one after the other; no input is both decided
 * on and put aside; what is parked is applied, in order, or put aside; names of nodes and stores never change; stored bytes
 * begin with their version and stay readable.
 */
@NullMarked
package dev.drawdown.topology;

import org.jspecify.annotations.NullMarked;

/**
 * The auditor: reads what went in and what came out, and proves that the second is what follows from the first.
 *
 * <p>Inputs are replayed through a {@link dev.drawdown.loadtest.model.ModelWallet} per wallet, and everything that the
 * program wrote is compared with what the model predicts: each ledger entry field by field and in order, each alert,
 * gate, answer and dead letter, the last balance; nothing may be missing and nothing may be left over. The hash chain
 * is recomputed from its specification.
 *
 * <p>The one freedom that the program has is the order in which it merges a wallet's inputs of <em>different</em>
 * topics. There the auditor follows the program's own account (the ledger's source positions, the answers' sequence
 * numbers, broker timestamps for what leaves neither), while the inputs of one topic must have been taken in the order
 * of their offsets: they are offered to the model in that order only.
 */
@NullMarked
package dev.drawdown.loadtest.audit;

import org.jspecify.annotations.NullMarked;

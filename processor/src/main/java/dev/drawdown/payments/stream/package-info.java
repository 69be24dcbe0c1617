/**
 * The consumer of payment requests: Kafka on one side, the ports of {@code payments} on the other.
 *
 * <pre>
 *  wallet.payment-requests ──► payments ──► wallet.commands (RecordPayment)
 *  payment-inputs ◄──────────────┤ ▲
 *     │  attempts to be read back│ │
 *     └──────────────────────────┼─┘
 *          ▲  answers            ▼ calls
 *          └──────────────── Stripe ◄── webhooks, which are hints in payment-inputs, too
 * </pre>
 *
 * <p>What a request goes through is decided by {@link dev.drawdown.payments.PaymentMachine}; here is only how its state
 * is kept and how its words travel. State, words and offsets are one transaction. A call is made by a thread of its own
 * once the attempt has come back through {@code payment-inputs}, which only shows what is committed; its answer comes
 * back the same way. So a process may die anywhere: an attempt that was not read back has not been made, and a call whose
 * answer is lost is made again, the very same.
 *
 * <p>An invoice needs an owner who is the provider's customer. One that is not becomes one aside from the stream, and its
 * record says so ({@code owner.commands}, {@code wallet.owners}); the request waits for that in the state.
 *
 * <p>A wallet's requests are on one partition and are called for one after the other; different wallets do not wait for
 * each other, up to the number of calls that are made at once.
 */
@NullMarked
package dev.drawdown.payments.stream;

import org.jspecify.annotations.NullMarked;

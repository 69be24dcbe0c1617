/**
 * Owners of wallets: who they are, their time zone, which wallets they have, how they pay. A small engine of its own,
 * {@link dev.drawdown.owners.OwnerEngine}, pure like the wallets', and the processor around it.
 *
 * <p>A wallet is opened by way of its owner: the wallet's processor sends the opening on to the owner, the owner reserves
 * the wallet or refuses, and the wallet hears which, with the owner's time zone. When the wallet is open, or could not be
 * opened after all, the owner hears of that in turn. Each step is a record in a transaction, so a crash resumes it.
 */
@NullMarked
package dev.drawdown.owners;

import org.jspecify.annotations.NullMarked;

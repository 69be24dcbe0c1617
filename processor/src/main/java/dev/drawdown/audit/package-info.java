/**
 * Holds the ledger against what is outside of it: so far, its payments against the payment provider's own books.
 *
 * <p>Each side is added up to one sum per payment request, {@code LedgerPayments} from the ledger's topic and
 * {@code ProviderPayments} from the provider's lists; {@code Reconciliation} then puts the two beside each other, which is a
 * pure function, and says of every payment whether they agree. The provider is read first: whatever it has was asked for,
 * and committed, before, so an object that the ledger does not know is an error at any age.
 */
@NullMarked
package dev.drawdown.audit;

import org.jspecify.annotations.NullMarked;

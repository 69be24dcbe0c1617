/**
 * A second, naive statement of the product's rules, to hold the program against.
 *
 * <p>It shares no code and no representation with the program's engine, on purpose: amounts are {@link
 * java.math.BigDecimal}, state is lists and maps that are searched from end to end, sums are added up anew each time
 * they are asked for, nothing is ever forgotten. A rule that both state wrongly in the same way would have to be
 * misread twice. Records are seen by the field names of the public contract, see {@link
 * dev.drawdown.loadtest.model.Fields}.
 *
 * <p>{@link dev.drawdown.loadtest.model.ModelWallet#apply} takes one input and says what must follow from it: ledger
 * entries, alerts, gates, an answer, or the reason for which it must be found in the dead letters.
 */
@NullMarked
package dev.drawdown.loadtest.model;

import org.jspecify.annotations.NullMarked;

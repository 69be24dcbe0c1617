/**
 * What Drawdown is measured against: programs that do a part of its work, or the same work another way, as well as
 * their own kind allows.
 *
 * <p>Each reads the same inputs from the same broker in a process of its own and says how far it has committed. They
 * share nothing with the processor but the records of the schemas. What each does and does not do is said in the
 * module's README, so that nobody takes a ratio for more than it is.
 */
@NullMarked
package dev.drawdown.loadtest.peers;

import org.jspecify.annotations.NullMarked;

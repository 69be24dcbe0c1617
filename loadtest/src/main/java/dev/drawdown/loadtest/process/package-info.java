/**
 * The processes of a run: the broker with its registry, the processor, and peers, each a child of its own, so that what
 * each costs can be told apart. They are known by their command lines, ready files and logs only.
 */
@NullMarked
package dev.drawdown.loadtest.process;

import org.jspecify.annotations.NullMarked;

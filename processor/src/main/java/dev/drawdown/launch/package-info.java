/**
 * The command line and the wiring: settings in, a running instance out.
 *
 * <p>Here and nowhere else meet the parts that do not know each other: settings, topology, HTTP server and, for the demo,
 * the embedded broker and registry. A command either does what it says or ends with one sentence that says why not: exit
 * code 2 where it was called wrongly (options, settings), 1 where it failed.
 */
@NullMarked
package dev.drawdown.launch;

import org.jspecify.annotations.NullMarked;

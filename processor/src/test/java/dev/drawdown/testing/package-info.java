/** What the tests of several packages share: a running cluster, reading and writing topics, waiting. */
@NullMarked
package dev.drawdown.testing;

import org.jspecify.annotations.NullMarked;

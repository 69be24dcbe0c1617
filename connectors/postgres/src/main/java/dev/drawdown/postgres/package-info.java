/**
 * A PostgreSQL server of one's own, from the programs on the class path: the warehouse of the demo and of the tests, and what
 * the load test measures against.
 *
 * <p>It is PostgreSQL itself, as a child process on the loopback address. It ends when this process does, however that ends,
 * and goes on from its directory at the next start. It knows nothing of Drawdown.
 */
@NullMarked
package dev.drawdown.postgres;

import org.jspecify.annotations.NullMarked;

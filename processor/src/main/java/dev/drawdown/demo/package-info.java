/**
 * The demo: a small world of customers, the traffic that their business makes, and a screen to watch it on.
 *
 * <p>It is a customer of Drawdown and nothing more. The world opens its wallets by commands, the traffic produces usage
 * and lead events, the router reads the delivery gates and the answers to its holds, the screen reads what comes out: all
 * of it through the public topics, with ordinary clients. What is seen here is what any other client would see, and each
 * of these parts can be copied as an example of its own.
 *
 * <p>World and traffic are pure: seeded, told the time, they return records to send and touch nothing.
 */
@NullMarked
package dev.drawdown.demo;

import org.jspecify.annotations.NullMarked;

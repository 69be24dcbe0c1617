/**
 * What the demo shows: the feed reads Drawdown's output topics as anybody may, the scoreboard adds up, a picture is what
 * there is to show at one moment, and a terminal or a plain log shows it.
 *
 * <p>Only the feed touches Kafka and only the screen touches the terminal; the rest is told the time and returns lines.
 */
@NullMarked
package dev.drawdown.demo.screen;

import org.jspecify.annotations.NullMarked;

package dev.drawdown.demo.screen;

import java.time.Instant;

/**
 * Something that somebody should notice.
 *
 * @param topic what it is about, in a word
 * @param who the wallet's name
 */
record News(Instant at, String topic, String who, String words, Tone tone) {}

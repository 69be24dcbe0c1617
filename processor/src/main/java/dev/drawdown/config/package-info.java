/**
 * The settings, read once into typed records.
 *
 * <p>{@link dev.drawdown.config.Setting} is the only list of them. A properties file and the environment carry the same
 * keys ({@code drawdown.http.port} is {@code DRAWDOWN_HTTP_PORT}); the environment wins, and the command line wins over
 * both. {@link dev.drawdown.config.ConfigReader} reads all of it, checks every value and how they fit together, and either
 * returns a {@link dev.drawdown.config.DrawdownConfig} or names everything that is wrong at once. What begins with
 * {@code kafka.} goes to Kafka's clients as it is; see {@link dev.drawdown.config.KafkaSettings}.
 *
 * <p>Nothing else in the program reads a file, the environment or a string key.
 */
@NullMarked
package dev.drawdown.config;

import org.jspecify.annotations.NullMarked;

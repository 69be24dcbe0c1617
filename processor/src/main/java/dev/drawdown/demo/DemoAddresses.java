package dev.drawdown.demo;

/**
 * Where the parts of a running demo answer.
 *
 * @param bootstrap the broker, as clients take it
 * @param registry the schema registry's URL
 * @param console the HTTP server's URL
 * @param stripe the URL of Stripe's API, or of its simulator
 */
public record DemoAddresses(String bootstrap, String registry, String console, String stripe) {}

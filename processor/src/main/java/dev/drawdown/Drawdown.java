package dev.drawdown;

/** The command line: configuration, wiring, start; nothing else. */
public final class Drawdown {
    private Drawdown() {}
}

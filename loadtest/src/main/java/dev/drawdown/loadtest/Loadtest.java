package dev.drawdown.loadtest;

import dev.drawdown.loadtest.cli.LoadtestCommand;

/** {@code ./drawdown loadtest}. */
public final class Loadtest {
    private Loadtest() {}

    public static void main(String[] arguments) {
        System.exit(LoadtestCommand.execute(arguments));
    }
}

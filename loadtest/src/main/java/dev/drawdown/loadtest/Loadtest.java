package dev.drawdown.loadtest;

import dev.drawdown.loadtest.cli.LoadtestCommand;

/** {@code ./drawdown loadtest}. */
public final class Loadtest {
    private Loadtest() {}

    public static void main(String[] arguments) {
        // The program's own configuration is on the class path, too.
        System.setProperty("logback.configurationFile", "logback-loadtest.xml");
        System.exit(LoadtestCommand.execute(arguments));
    }
}

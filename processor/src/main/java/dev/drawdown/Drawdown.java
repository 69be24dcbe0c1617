package dev.drawdown;

import dev.drawdown.launch.CommandLineInterface;

/** The command line: configuration, wiring, start; nothing else. */
public final class Drawdown {
    private Drawdown() {}

    public static void main(String[] arguments) {
        System.exit(CommandLineInterface.execute(arguments));
    }
}

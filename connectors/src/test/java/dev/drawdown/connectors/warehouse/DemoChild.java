package dev.drawdown.connectors.warehouse;

import dev.drawdown.launch.CommandLineInterface;

/** {@code drawdown demo --warehouse}, as the launcher starts it. */
final class DemoChild {
    private DemoChild() {}

    public static void main(String[] arguments) {
        System.setProperty("drawdown.warehouse.class.path", System.getProperty("java.class.path"));
        System.exit(CommandLineInterface.execute(arguments));
    }
}

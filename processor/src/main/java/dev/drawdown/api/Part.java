package dev.drawdown.api;

/**
 * How one part of an instance is.
 *
 * @param up whether it does its work
 * @param detail its state, or why it does not work, for people
 */
public record Part(String name, boolean up, String detail) {
    public static Part up(String name, String detail) {
        return new Part(name, true, detail);
    }

    public static Part down(String name, String detail) {
        return new Part(name, false, detail);
    }
}

package dev.drawdown.config;

/** A value that must never reach a log, a page or an error; printing it shows only whether there is one. */
public record Secret(String value) {
    /** Stands where a secret would be printed. */
    public static final String MASK = "****";

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return isEmpty() ? "" : MASK;
    }
}

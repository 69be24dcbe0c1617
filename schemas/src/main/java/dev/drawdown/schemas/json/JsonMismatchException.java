package dev.drawdown.schemas.json;

/** JSON that does not fit its record; the message names the field and says what was expected there. */
public final class JsonMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    JsonMismatchException(String path, String expected, String found) {
        super("Expected " + (path.isEmpty() ? "the record" : path) + " to be " + expected + ", but " + found + ".");
    }
}

package dev.drawdown.loadtest.audit;

/** A record's value is not what its topic holds. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    Unreadable(String code) {
        super(code);
        this.code = code;
    }

    /** The reason under which it must be found in the dead letters. */
    String code() {
        return code;
    }
}

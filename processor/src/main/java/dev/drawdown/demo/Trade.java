package dev.drawdown.demo;

/** What a wallet of the demo pays for. */
enum Trade {
    LEADS("leads"),
    SMS("sms"),
    EMAIL("email"),
    VALIDATION("validation"),
    CALLS("calls"),
    AGENT("ai agent"),
    /** Everything that several buyers or apps of one account use. */
    ACCOUNT("shared account"),
    /** Fixed monthly charges. */
    SEATS("seats");

    private final String word;

    Trade(String word) {
        this.word = word;
    }

    /** Returns its name for people. */
    String word() {
        return word;
    }
}

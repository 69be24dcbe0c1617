package dev.drawdown.loadtest.audit;

/** The reasons for which a record cannot even be read. */
final class DeadLetterCodes {
    static final String NULL_KEY = "KEY_MISMATCH";
    static final String NULL_VALUE = "MALFORMED";
    static final String NOT_WIRE_FORMAT = "NOT_AVRO";
    static final String UNKNOWN_SCHEMA = "UNKNOWN_SCHEMA";
    static final String WRONG_SCHEMA = "WRONG_SCHEMA";
    static final String UNDECODABLE = "MALFORMED";

    private DeadLetterCodes() {}
}

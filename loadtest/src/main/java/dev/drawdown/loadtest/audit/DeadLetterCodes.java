package dev.drawdown.loadtest.audit;

/** The reasons for which a record cannot even be read. */
final class DeadLetterCodes {
    static final String NULL_KEY = "NULL_KEY";
    static final String NULL_VALUE = "NULL_VALUE";
    static final String NOT_WIRE_FORMAT = "NOT_WIRE_FORMAT";
    static final String UNKNOWN_SCHEMA = "UNKNOWN_SCHEMA";
    static final String WRONG_SCHEMA = "WRONG_SCHEMA";
    static final String UNDECODABLE = "UNDECODABLE";

    private DeadLetterCodes() {}
}

package dev.drawdown.api;

import java.util.Locale;

/** What a token lets its bearer do. */
public enum AccessRole {
    /** Everything. */
    OPERATOR,
    /** Events, and nothing else. */
    INGEST,
    /** Reads of everything. */
    VIEWER,
    /** The billing page of the owners that the token is bound to. */
    CUSTOMER;

    /** Returns the name as one writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

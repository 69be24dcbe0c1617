package dev.drawdown.loadtest.model;

import java.math.BigDecimal;

/** Some of a tranche: pinned by a hold, or taken by a debit; it goes back under the terms that the tranche has by then. */
record Part(ModelTranche tranche, BigDecimal amount) {
    static Part of(ModelTranche tranche, BigDecimal amount) {
        return new Part(tranche, amount);
    }
}

package dev.drawdown.loadtest.model;

import java.math.BigDecimal;

/** Some of a tranche: pinned by a hold, or taken by a debit. */
record Part(ModelTranche tranche, BigDecimal amount) {}

package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Credit that is promised to one use. */
record ModelHold(
        String id,
        BigDecimal amount,
        String chargeType,
        @Nullable String category,
        Instant expiresAt,
        boolean allowOverage,
        List<Part> parts) {}

package dev.drawdown.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Credit that is promised to one use: its slices are pinned, so that nothing else can spend them. */
public record Hold(
        String holdId,
        long amountMicros,
        ChargeType chargeType,
        @Nullable String category,
        long placedAtMillis,
        long expiresAtMillis,
        boolean allowOverage,
        List<Slice> slices) {

    public Hold {
        slices = List.copyOf(slices);
    }
}

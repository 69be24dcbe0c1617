package dev.drawdown.owners;

import dev.drawdown.engine.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What an input does to an owner, as a value.
 *
 * @param owner the next state; the same as before where nothing happened
 * @param finding what people are to be told, by way of the wallet that it names
 */
record OwnerDecision(
        Outcome outcome,
        String message,
        boolean duplicate,
        @Nullable Owner owner,
        FailingCards.@Nullable Finding finding) {}

package dev.drawdown.payments;

import org.jspecify.annotations.Nullable;

/**
 * A payment method of a customer.
 *
 * @param brand the card's brand, or the kind of method where it is no card
 * @param expires month and year as {@code 2029-07}, empty where it does not expire
 * @param payerId which of an owner's payers it was saved for; null where nobody has said
 */
public record SavedMethod(
        String id,
        String brand,
        String last4,
        String expires,
        MethodRole role,
        @Nullable String payerId) {}

package dev.drawdown.payments;

/**
 * A payment method of a customer.
 *
 * @param brand the card's brand, or the kind of method where it is no card
 * @param expires month and year as {@code 2029-07}, empty where it does not expire
 */
public record SavedMethod(String id, String brand, String last4, String expires, MethodRole role) {}

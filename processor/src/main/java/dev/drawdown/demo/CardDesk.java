package dev.drawdown.demo;

import dev.drawdown.schemas.PaymentMethodsChanged;
import java.util.List;

/** Where the demo's companies save their cards; a port, since only others know the payment provider. */
@FunctionalInterface
public interface CardDesk {
    /**
     * Saves test cards for a company, the first as default and the second as backup, and returns all that it has.
     *
     * @param testCards the provider's own names for them
     */
    PaymentMethodsChanged save(String ownerId, String company, List<String> testCards);
}

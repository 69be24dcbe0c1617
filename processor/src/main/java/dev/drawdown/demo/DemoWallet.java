package dev.drawdown.demo;

import dev.drawdown.schemas.Grant;
import dev.drawdown.schemas.OpenWallet;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A wallet of the demo: whose it is, what it pays for, and how its owner behaves.
 *
 * @param pace events a second, when the whole demo sends {@link DemoWorld#BASE_RATE}
 * @param buyers who buys leads through it
 * @param strict whether its leads are delivered only against a hold
 * @param refill what its owner pays in once the gate has closed
 * @param patience how long its owner takes to notice
 * @param grants free credit beside that of the opening
 * @param cards Stripe's test cards that its recharges are paid with: the default, then the backup
 */
record DemoWallet(
        String id,
        DemoOwner owner,
        Trade trade,
        double pace,
        List<String> buyers,
        boolean strict,
        BigDecimal refill,
        Duration patience,
        OpenWallet opening,
        List<Grant> grants,
        List<String> cards) {
    String name() {
        return opening.getName();
    }

    String currency() {
        return owner.currency();
    }
}

package dev.drawdown.payments.stripe;

import com.stripe.StripeClient;
import com.stripe.net.HttpClient;
import com.stripe.service.V1Services;
import dev.drawdown.config.DrawdownConfig.StripeSettings;
import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentRecords;
import dev.drawdown.payments.ProviderBooks;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** An account at Stripe, reached by Stripe's own library, behind the ports. */
public final class StripeAccount {
    /** The most that Stripe lists at once. */
    static final long PAGE = 100;

    private final PaymentGateway gateway;
    private final CustomerGateway customers;
    private final PaymentRecords records;
    private final ProviderBooks books;

    public StripeAccount(StripeSettings settings, Clock clock) {
        this(settings, clock, null);
    }

    /** @param wire how calls get to Stripe; null for the library's own way */
    StripeAccount(StripeSettings settings, Clock clock, @Nullable HttpClient wire) {
        V1Services stripe = client(settings, wire).v1();
        Keys keys = new Keys(clock);
        this.gateway = new StripeGateway(
                new Intents(stripe, keys, settings.returnUrl()),
                new Invoices(stripe, keys),
                new Refunds(stripe, keys),
                keys);
        this.customers = new StripeCustomers(stripe);
        this.records = new StripeRecords(stripe);
        this.books = new StripeBooks(stripe);
    }

    private static StripeClient client(StripeSettings settings, @Nullable HttpClient wire) {
        return StripeClient.builder()
                .setApiKey(settings.apiKey().value())
                .setApiBase(settings.url())
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.readTimeout().toMillis())
                // Whether and when to try again is decided by who knows what is at stake.
                .setMaxNetworkRetries(0)
                .setHttpClient(wire)
                .build();
    }

    /** Returns where its money is collected and given back. */
    public PaymentGateway gateway() {
        return gateway;
    }

    /** Returns whom its money is collected from. */
    public CustomerGateway customers() {
        return customers;
    }

    /** Returns what can be looked up in its books. */
    public PaymentRecords records() {
        return records;
    }

    /** Returns its books as a whole. */
    public ProviderBooks books() {
        return books;
    }
}

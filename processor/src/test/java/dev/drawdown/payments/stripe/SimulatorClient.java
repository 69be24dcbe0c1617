package dev.drawdown.payments.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import dev.drawdown.embedded.stripe.SocketlessStripe;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Stripe's own library, on a wire that ends in the same process. */
final class SimulatorClient extends HttpClient {
    private final SocketlessStripe stripe;
    private final UnaryOperator<Map<String, List<String>>> wire;

    /** @param wire what becomes of a call's headers on their way */
    SimulatorClient(SocketlessStripe stripe, UnaryOperator<Map<String, List<String>>> wire) {
        this.stripe = stripe;
        this.wire = wire;
    }

    @Override
    public StripeResponse request(StripeRequest request) throws ApiConnectionException {
        byte[] body =
                request.content() == null ? new byte[0] : request.content().byteArrayContent();
        SocketlessStripe.Heard heard = stripe.call(
                request.method().name(),
                URI.create(request.url().toString()),
                wire.apply(request.headers().map()),
                body);
        if (heard == null) {
            throw new ApiConnectionException("No answer", new IOException("The connection has ended"));
        }
        return new StripeResponse(heard.status(), HttpHeaders.of(heard.headers()), heard.body());
    }
}

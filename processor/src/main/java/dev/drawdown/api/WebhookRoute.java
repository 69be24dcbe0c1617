package dev.drawdown.api;

import dev.drawdown.payments.stream.Webhooks;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@code /v1/stripe/webhooks}: needs no token, since each webhook is signed over its very bytes. */
public final class WebhookRoute {
    static final String PATH = "/v1/stripe/webhooks";

    /** The largest of Stripe's objects, an invoice with many lines, is far below. */
    private static final int MAX_BYTES = 512 << 10;

    private final Intake intake;
    private final InstantSource clock;

    /** Where webhooks go. */
    @FunctionalInterface
    public interface Intake {
        /**
         * Takes one.
         *
         * @param body the bytes as they came
         * @param signature the header that signs them; null where there is none
         */
        Webhooks.Taken take(byte[] body, @Nullable String signature, Instant now);
    }

    public WebhookRoute(Intake intake, InstantSource clock) {
        this.intake = intake;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.post(PATH, this::take);
    }

    private void take(Context context) throws IOException {
        byte[] body;
        try (InputStream in = context.bodyInputStream()) {
            body = BodyReader.read(in, MAX_BYTES, System::nanoTime);
        }
        switch (intake.take(body, context.header("Stripe-Signature"), clock.instant())) {
            case DONE -> context.status(HttpStatus.NO_CONTENT);
            case NOT_GENUINE ->
                refuse(
                        HttpStatus.BAD_REQUEST,
                        "NOT_GENUINE",
                        "a recent Stripe-Signature by one of the endpoint's signing secrets");
            case NO_EVENT -> refuse(HttpStatus.BAD_REQUEST, "MALFORMED_JSON", "one of Stripe's events");
            case COME_AGAIN -> {
                context.header("Retry-After", "5");
                refuse(HttpStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE", "to be able to deal with it now");
            }
        }
    }

    private static void refuse(HttpStatus status, String code, String expected) {
        throw new ProblemException(status, code, "Expected " + expected + ", but it is not so; send it again.");
    }
}

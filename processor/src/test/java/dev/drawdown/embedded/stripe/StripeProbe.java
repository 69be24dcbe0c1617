package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A client that knows only HTTP, so that what it sees is Stripe's wire and not what a library makes of it. */
final class StripeProbe implements AutoCloseable {
    static final String KEY = "sk_test_probe";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    StripeProbe(String url) {
        this.url = url;
    }

    record Said(int status, JsonNode body, HttpResponse<String> response) {
        String id() {
            return body.path("id").asText();
        }

        String text(String path) {
            JsonNode at = body;
            for (String name : path.split("\\.", -1)) {
                at = name.matches("\\d+") ? at.path(Integer.parseInt(name)) : at.path(name);
            }
            return at.asText();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** Returns itself if all went well, so that a test fails where the cause is. */
        Said well() {
            if (status != 200) {
                throw new AssertionError("Expected the call to go well, but " + status + ": " + body);
            }
            return this;
        }
    }

    Said get(String path) {
        return call("GET", path, "", "");
    }

    Said post(String path, String form) {
        return call("POST", path, form, "");
    }

    Said post(String path, String form, String key) {
        return call("POST", path, form, key);
    }

    Said delete(String path) {
        return call("DELETE", path, "", "");
    }

    Said call(String method, String path, String form, String key) {
        HttpRequest.Builder request = request(method, path, form).header("Authorization", "Bearer " + KEY);
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return send(request.build());
    }

    HttpRequest.Builder request(String method, String path, String form) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(form));
    }

    Said send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Said(response.statusCode(), body(type, response.body()), response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new AssertionError("Expected an answer, but was interrupted", failure);
        }
    }

    private static JsonNode body(String type, String text) throws JsonProcessingException {
        return JSON.readTree(type.startsWith("application/json") ? text : JSON.writeValueAsString(text));
    }

    /** Makes a customer with a saved payment method, and returns both ids. */
    Payer payer(String method) {
        String customer = post("/v1/customers", "name=Acme&email=billing@acme.example")
                .well()
                .id();
        String saved = post("/v1/payment_methods/" + method + "/attach", "customer=" + customer)
                .well()
                .id();
        return new Payer(customer, saved);
    }

    record Payer(String customer, String method) {}

    /** Makes a payment intent of 25 dollars and confirms it while the customer is away. */
    Said pay(Payer payer) {
        return pay(payer, "");
    }

    Said pay(Payer payer, String more) {
        return post(
                "/v1/payment_intents",
                "amount=2500&currency=usd&confirm=true&off_session=true&return_url=http://127.0.0.1:1/&customer="
                        + payer.customer() + "&payment_method=" + payer.method() + more);
    }

    @Override
    public void close() {
        http.close();
    }
}

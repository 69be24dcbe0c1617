package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A request that is turned down before it has changed anything, with Stripe's status, type and code. */
final class ApiRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String INVALID = "invalid_request_error";
    private static final String IDEMPOTENCY = "idempotency_error";

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final @Nullable String param;

    private ApiRefusal(int status, String type, @Nullable String code, @Nullable String param, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
    }

    static ApiRefusal malformed(String message) {
        return new ApiRefusal(400, INVALID, null, null, message);
    }

    static ApiRefusal invalid(@Nullable String code, @Nullable String param, String message) {
        return new ApiRefusal(400, INVALID, code, param, message);
    }

    static ApiRefusal missing(String param) {
        return invalid("parameter_missing", param, "Expected parameter " + param + ", but it is missing");
    }

    static ApiRefusal unknownParameter(String param) {
        return invalid("parameter_unknown", param, "Expected a parameter of this call, but got " + param);
    }

    static ApiRefusal noSuch(String kind, String id, String param) {
        return new ApiRefusal(404, INVALID, "resource_missing", param, "No such " + kind + ": '" + id + "'");
    }

    static ApiRefusal noRoute(String method, String path) {
        return new ApiRefusal(
                404, INVALID, null, null, "Expected a call that the simulator has, but got " + method + " " + path);
    }

    static ApiRefusal unauthorized(String message) {
        return new ApiRefusal(401, INVALID, null, null, message);
    }

    static ApiRefusal otherParameters(String key) {
        return new ApiRefusal(
                400,
                IDEMPOTENCY,
                null,
                null,
                "Expected the parameters that idempotency key '" + key
                        + "' was first used with, but they are others; use another key for another request");
    }

    static ApiRefusal keyInUse(String key) {
        return new ApiRefusal(
                409,
                IDEMPOTENCY,
                "idempotency_key_in_use",
                null,
                "Another request with idempotency key '" + key + "' is still under way; try again later");
    }

    static ApiRefusal rateLimited() {
        return new ApiRefusal(429, INVALID, "rate_limit", null, "Too many requests; try again later");
    }

    static ApiRefusal broken() {
        return new ApiRefusal(500, "api_error", null, null, "Something went wrong on the simulator's side");
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        if (code != null) {
            error.put("code", code);
            error.put("doc_url", "https://docs.stripe.com/error-codes#" + code.replace('_', '-'));
        }
        error.put("message", getMessage());
        if (param != null) {
            error.put("param", param);
        }
        error.put("type", type);
        return body;
    }
}

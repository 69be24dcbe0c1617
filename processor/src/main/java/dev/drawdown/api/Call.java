package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A request by a caller who may make it, with what it says taken strictly. */
public final class Call {
    private static final int MAX_ID_LENGTH = 512;

    private final Context context;
    private final Route route;
    private final Caller caller;
    private final BooleanSupplier stopping;
    private final long begunNanos = System.nanoTime();

    Call(Context context, Route route, Caller caller, BooleanSupplier stopping) {
        this.stopping = stopping;
        this.context = context;
        this.route = route;
        this.caller = caller;
    }

    /** Returns the request underneath, for what is not said here: streams, server-sent events. */
    public Context context() {
        return context;
    }

    public Caller caller() {
        return caller;
    }

    /** Returns what the caller is known by, for another instance to know them by. */
    String authorization() {
        return String.valueOf(context.header("Authorization"));
    }

    /** When it came, by {@link System#nanoTime()}. */
    long begunNanos() {
        return begunNanos;
    }

    /** Whether the server is about to stop, so that what goes on for long must end. */
    boolean isStopping() {
        return stopping.getAsBoolean();
    }

    /** Returns an id out of the path. */
    public String path(String name) {
        String id = context.pathParam(name);
        if (id.isBlank() || id.length() > MAX_ID_LENGTH || id.chars().anyMatch(Character::isISOControl)) {
            throw bad("INVALID_PATH", "Expected " + name + " in the path to be an id, but it is none");
        }
        return id;
    }

    /** Returns a parameter of the query; null where it is not there. */
    public @Nullable String query(String name) {
        List<String> values = context.queryParams(name);
        if (values.size() > 1) {
            throw bad("INVALID_QUERY", "Expected " + name + " once in the query, but it is there more often");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /** Returns a parameter of the query that must be there. */
    public String required(String name) {
        String value = query(name);
        if (value == null || value.isBlank()) {
            throw bad(
                    "INVALID_QUERY", "Expected " + name + " in the query, but it is missing; add `?" + name + "=...`");
        }
        return value;
    }

    /** Returns how large the body can be, before any of it is read: what it says itself, else as large as may be. */
    int mostBytes() {
        long said = context.req().getContentLengthLong();
        return said < 0 ? route.maxBodyBytes() : (int) Math.min(said, route.maxBodyBytes());
    }

    /** Returns the body, which must be a JSON object. */
    public ObjectNode body() {
        byte[] bytes = bytes();
        String type = context.contentType();
        if (bytes.length > 0 && (type == null || !isJson(type))) {
            throw new ProblemException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "UNSUPPORTED_MEDIA_TYPE",
                    "Expected `Content-Type: application/json`, but it is another; send JSON");
        }
        try {
            if (Json.read(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (IllegalArgumentException e) {
            throw bad("MALFORMED_JSON", String.valueOf(e.getMessage()));
        }
        throw bad("MALFORMED_JSON", "Expected a JSON object as body, but it is something else");
    }

    /** Returns the body, or an empty object where there is none. */
    public ObjectNode optionalBody() {
        byte[] bytes = bytes();
        return bytes.length == 0 ? Json.object() : body();
    }

    private static boolean isJson(String contentType) {
        return contentType.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
    }

    private byte[] bytes() {
        byte[] known = context.attribute("bytes");
        if (known != null) {
            return known;
        }
        try (InputStream in = context.bodyInputStream()) {
            byte[] bytes = BodyReader.read(in, route.maxBodyBytes(), System::nanoTime);
            context.attribute("bytes", bytes);
            return bytes;
        } catch (IOException e) {
            throw bad("MALFORMED_JSON", "Expected the whole body, but it broke off");
        }
    }

    /** Answers. */
    public void answer(HttpStatus status, JsonNode body) {
        context.status(status).result(Json.write(body)).contentType(ContentType.APPLICATION_JSON);
    }

    void refuseUnknownQuery() {
        for (String name : context.queryParamMap().keySet()) {
            if (!route.query().contains(name)) {
                throw bad(
                        "INVALID_QUERY",
                        "Expected nothing in the query but "
                                + (route.query().isEmpty() ? "nothing" : String.join(", ", route.query()))
                                + ", but there is '" + name + "'; leave it out");
            }
        }
    }

    static ProblemException tooLarge(int maxBytes) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "BODY_TOO_LARGE",
                "Expected a body of at most " + maxBytes + " bytes, but it is larger; send less.");
    }

    static ProblemException bad(String code, String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, code, detail + ".");
    }
}

package dev.drawdown.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as RFC 9457 has it, with a {@code code} for programs beside the text for people.
 *
 * @param more members of this problem's own
 * @param retryAfterSeconds when the same call may succeed; 0 where that is not known
 */
record Problem(HttpStatus status, String code, String detail, Map<String, Object> more, long retryAfterSeconds) {
    static final String MEDIA_TYPE = "application/problem+json";

    /** A problem that time alone does not mend. */
    Problem(HttpStatus status, String code, String detail, Map<String, Object> more) {
        this(status, code, detail, more, 0);
    }

    /** A problem of which there is no more to say. */
    Problem(HttpStatus status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    void answer(Context context) {
        if (retryAfterSeconds > 0) {
            context.header("Retry-After", Long.toString(retryAfterSeconds));
        }
        context.status(status).result(Json.write(fields(context.path()))).contentType(MEDIA_TYPE);
    }

    Map<String, Object> fields(String path) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "about:blank");
        fields.put("title", status.getMessage());
        fields.put("status", status.getCode());
        fields.put("detail", detail);
        fields.put("instance", path);
        fields.put("code", code);
        fields.putAll(more);
        return fields;
    }

    /** Answers for what no route handled. */
    static void answerUnhandled(Context context) {
        if (context.statusCode() == HttpStatus.METHOD_NOT_ALLOWED.getCode()) {
            new Problem(
                            HttpStatus.METHOD_NOT_ALLOWED,
                            "METHOD_NOT_ALLOWED",
                            "Expected one of the methods that " + context.path() + " knows, but it is "
                                    + context.method())
                    .answer(context);
        } else if (!MEDIA_TYPE.equals(context.res().getContentType())) {
            new Problem(
                            HttpStatus.NOT_FOUND,
                            "NOT_FOUND",
                            "Expected a path that exists, but nothing is at " + context.path())
                    .answer(context);
        }
    }

    static void answerRefusal(ProblemException refusal, Context context) {
        Problem problem = refusal.problem();
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            context.header("WWW-Authenticate", "Bearer realm=\"drawdown\"");
        }
        problem.answer(context);
    }

    static void answerFailure(Exception failure, Context context) {
        HttpServer.log.error("{} {} failed", context.method(), context.path(), failure);
        new Problem(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "INTERNAL_ERROR",
                        "Expected an answer, but the server failed; its log says why")
                .answer(context);
    }
}

package dev.drawdown.api;

import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what never reaches a route with a problem, too: what is no HTTP, or more of it than is read. */
final class UnroutedProblems extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Problem problem = problem(HttpStatus.forStatus(code), message);
        String path = request.getHttpURI() == null ? null : request.getHttpURI().getPath();
        response.setStatus(code);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        byte[] body = Json.write(problem.fields(path == null ? "" : path)).getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** What the server says of the request is the caller's to know; what it says of itself is not. */
    private static Problem problem(HttpStatus status, @Nullable String message) {
        if (status.getCode() < 400 || status.getCode() >= 500) {
            return new Problem(
                    status, status.name(), "Expected a request that this server knows, but it cannot serve it.");
        }
        String found = message == null || message.isBlank() ? status.getMessage() : message;
        return new Problem(
                status,
                status.name(),
                "Expected a request as HTTP has it, but it is not: " + found + "; send another.");
    }
}

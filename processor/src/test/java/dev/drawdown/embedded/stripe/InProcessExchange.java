package dev.drawdown.embedded.stripe;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A call that never leaves the process, as the JDK's server would hand it to a handler. */
final class InProcessExchange extends HttpExchange {
    private static final InetSocketAddress NOWHERE = InetSocketAddress.createUnresolved("simulator.invalid", 80);

    private final String method;
    private final URI uri;
    private final InputStream body;
    private final Headers requestHeaders;
    private final Headers responseHeaders = new Headers();
    private final ByteArrayOutputStream response = new ByteArrayOutputStream();
    private int status = -1;

    InProcessExchange(String method, URI uri, Headers headers, byte[] body) {
        this.method = method;
        this.uri = uri;
        this.requestHeaders = headers;
        this.body = new ByteArrayInputStream(body);
    }

    /** What the handler has written. */
    byte[] written() {
        return response.toByteArray();
    }

    @Override
    public Headers getRequestHeaders() {
        return requestHeaders;
    }

    @Override
    public Headers getResponseHeaders() {
        return responseHeaders;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException("Expected a handler that knows no server");
    }

    @Override
    public void close() {}

    @Override
    public InputStream getRequestBody() {
        return body;
    }

    @Override
    public OutputStream getResponseBody() {
        return response;
    }

    @Override
    public void sendResponseHeaders(int code, long length) {
        status = code;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return NOWHERE;
    }

    /** The status, or -1 where the handler gives no answer. */
    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return NOWHERE;
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        throw new UnsupportedOperationException("Expected a handler that keeps nothing with a call");
    }

    @Override
    public void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {
        throw new UnsupportedOperationException("Expected a handler that takes the streams as they are");
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return null;
    }
}

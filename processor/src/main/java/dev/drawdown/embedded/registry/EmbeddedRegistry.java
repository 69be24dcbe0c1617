package dev.drawdown.embedded.registry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A schema registry in this process, on a real port, for any client that speaks Confluent's REST API. */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String FILE_NAME = "schemas.jsonl";
    private static final int GRACE_SECONDS = 1;

    static {
        // The JDK's server sends head and body in two packets; without this the second waits for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final RegistryStore store;
    private final HttpServer server;
    private final ExecutorService workers;

    private EmbeddedRegistry(RegistryStore store, HttpServer server, ExecutorService workers) {
        this.store = store;
        this.server = server;
        this.workers = workers;
    }

    /**
     * Starts the registry on what the directory holds, empty if it holds nothing.
     *
     * @param port 0 for any free one
     */
    public static EmbeddedRegistry open(Path dataDirectory, int port) {
        RegistryStore store = new RegistryStore(dataDirectory.resolve(FILE_NAME));
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), 0);
            ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(workers);
            server.createContext("/", new RegistryRoutes(store).router());
            server.start();
            return new EmbeddedRegistry(store, server, workers);
        } catch (IOException failure) {
            store.close();
            throw new UncheckedIOException(failure);
        }
    }

    /** What a client takes as {@code schema.registry.url}. */
    public String url() {
        return "http://%s:%d".formatted(HOST, port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(GRACE_SECONDS);
        workers.close();
        store.close();
    }
}

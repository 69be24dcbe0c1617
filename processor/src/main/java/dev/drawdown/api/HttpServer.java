package dev.drawdown.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of an instance. */
public final class HttpServer implements AutoCloseable {
    static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    /** Jetty's own; calls have virtual threads, since most of their time they wait. */
    private static final int THREADS = 16;

    private static final int SPARE_THREADS = 2;
    private static final int STOP_TIMEOUT_MILLIS = 2000;

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any free one
     * @param api null where this instance does not serve it
     * @param webhooks null where this instance does not take them
     * @throws PortInUseException if another program has the port
     */
    public static HttpServer start(
            String bindAddress,
            int port,
            Health health,
            Metrics metrics,
            @Nullable Api api,
            @Nullable WebhookRoute webhooks) {
        Javalin javalin = Javalin.create(config -> {
            settings(config);
            config.routes.before(HttpServer::secure);
            new HealthRoutes(health).addTo(config.routes);
            new MetricsRoute(metrics, api).addTo(config.routes);
            if (api != null) {
                SpecRoute.addTo(config.routes);
                api.addTo(config.routes);
                config.events.serverStopping(api::stop);
            }
            if (webhooks != null) {
                webhooks.addTo(config.routes);
            }
            for (int status : List.of(HttpStatus.NOT_FOUND.getCode(), HttpStatus.METHOD_NOT_ALLOWED.getCode())) {
                config.routes.error(status, Problem::answerUnhandled);
            }
            // Javalin's own refusals (404, 405) get their bodies above.
            config.routes.exception(
                    HttpResponseException.class, (refusal, context) -> context.status(refusal.getStatus()));
            config.routes.exception(ProblemException.class, Problem::answerRefusal);
            config.routes.exception(IOException.class, HttpServer::cutOff);
            config.routes.exception(Exception.class, Problem::answerFailure);
        });
        try {
            return new HttpServer(javalin.start(bindAddress, port));
        } catch (JavalinBindException e) {
            throw new PortInUseException(bindAddress, port, e);
        }
    }

    /** What is served is data: no browser is to keep it, guess what it is, run it, or show it in another's page. */
    private static void secure(Context context) {
        context.header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    /** Ends an answer in its middle so that nobody takes it for whole: whoever reads it is gone, or whoever wrote it. */
    private static void cutOff(IOException failure, Context context) {
        if (!context.res().isCommitted()) {
            Problem.answerFailure(failure, context);
            return;
        }
        log.debug("{} {} broke off", context.method(), context.path(), failure);
        ServletContextRequest.getServletContextRequest(context.req())
                .getServletChannel()
                .abort(failure);
    }

    private static void settings(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_TIMEOUT_MILLIS);
            server.setErrorHandler(new UnroutedProblems());
        });
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, SPARE_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-call-"));
        return threads;
    }

    /** Returns all that it answers, as one writes it: the method and the path. */
    public Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .filter(handler -> handler.endpoint.method.isHttpMethod())
                .map(handler -> handler.endpoint.method.name() + " " + handler.endpoint.path)
                .collect(Collectors.toSet());
    }

    /** Returns the port that it listens on. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            // It has stopped; a call that went on for longer than a stop may take has been cut off.
            log.debug("Calls were still going on", e);
        }
    }
}

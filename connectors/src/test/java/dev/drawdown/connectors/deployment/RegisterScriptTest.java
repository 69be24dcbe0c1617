package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drawdown.connectors.warehouse.Sinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script that registers the sinks, against something that answers as Connect does. */
class RegisterScriptTest {
    private static final long LIMIT_SECONDS = 60;

    private final Map<String, String> registered = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private HttpServer connect;

    @BeforeEach
    void open() throws IOException {
        connect = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void close() {
        connect.stop(0);
    }

    @Test
    void shouldRegisterEverySinkAsItStandsInItsFile() throws Exception {
        // Connect rebalances when the first one comes.
        connect.createContext("/connectors/", exchange -> answer(exchange, calls.getAndIncrement() == 0 ? 409 : 201));
        connect.start();

        assertThat(register()).isZero();

        assertThat(registered).hasSize(Sinks.FILES.size());
        for (String file : Sinks.FILES) {
            String content = Repository.text("connectors/sinks/postgres/" + file);
            assertThat(registered.values()).contains(content.strip());
        }
        assertThat(registered.keySet()).contains("/connectors/warehouse-ledger/config");
    }

    @Test
    void shouldEndWithAnErrorWhereAConfigurationIsRefused() throws Exception {
        connect.createContext("/connectors/", exchange -> answer(exchange, 400));
        connect.start();

        assertThat(register()).isEqualTo(1);
    }

    private int register() throws Exception {
        Process script = new ProcessBuilder(
                        "bash",
                        Repository.file("connectors/docker/register.sh").toString(),
                        "127.0.0.1",
                        Integer.toString(connect.getAddress().getPort()),
                        Repository.file("connectors/sinks/postgres").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(script.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return script.exitValue();
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (status == 201) {
            registered.put(exchange.getRequestURI().getPath(), body);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}

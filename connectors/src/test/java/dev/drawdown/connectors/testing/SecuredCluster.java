package dev.drawdown.connectors.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drawdown.embedded.EmbeddedBroker;
import dev.drawdown.embedded.registry.EmbeddedRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A broker that lets nobody in without a password (SASL/PLAIN) over TLS, by a certificate that only its own trust store trusts;
 * and a registry behind a door that asks for user and password.
 */
public final class SecuredCluster implements AutoCloseable {
    public static final String USER = "drawdown";
    /** What a shell, a properties file and an expression would each like to read otherwise. */
    public static final String PASSWORD = "br$$oker's 'pass' #1 %d";

    public static final String REGISTRY_PASSWORD = "reg:istry's $word";
    public static final String STORE_PASSWORD = "store-password";

    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private final Path trustStore;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;
    private final HttpServer door;
    private final HttpClient http = HttpClient.newHttpClient();

    private SecuredCluster(Path trustStore, EmbeddedBroker broker, EmbeddedRegistry registry, HttpServer door) {
        this.trustStore = trustStore;
        this.broker = broker;
        this.registry = registry;
        this.door = door;
        door.createContext("/", this::letIn);
        door.start();
    }

    public static SecuredCluster open(Path directory) throws IOException, InterruptedException {
        Path keyStore = directory.resolve("broker.p12");
        Path trustStore = directory.resolve("ca.p12");
        certify(directory, keyStore, trustStore);
        EmbeddedRegistry registry = EmbeddedRegistry.open(directory.resolve("registry"), 0);
        EmbeddedBroker broker = EmbeddedBroker.open(directory.resolve("kafka"), 0, settings(keyStore, trustStore));
        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        return new SecuredCluster(trustStore, broker, registry, door);
    }

    private static void certify(Path directory, Path keyStore, Path trustStore)
            throws IOException, InterruptedException {
        String certificate = directory.resolve("broker.crt").toString();
        keytool(keyStore, "-genkeypair", "-keyalg", "RSA", "-dname", "CN=broker", "-ext", "SAN=ip:127.0.0.1");
        keytool(keyStore, "-exportcert", "-file", certificate);
        keytool(trustStore, "-importcert", "-noprompt", "-file", certificate);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        keytool.command().addAll(List.of(arguments));
        keytool.command().addAll(List.of("-alias", "broker", "-storetype", "PKCS12"));
        keytool.command().addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD));
        if (keytool.inheritIO().start().waitFor() != 0) {
            throw new AssertionError("Expected keytool to make " + store + ", but it failed");
        }
    }

    private static Map<String, String> settings(Path keyStore, Path trustStore) {
        return Map.of(
                "listener.security.protocol.map",
                "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config",
                LOGIN + " username=\"broker\" password=\"b\" user_broker=\"b\" user_" + USER + "=\"" + PASSWORD + "\";",
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                keyStore.toString(),
                "ssl.keystore.password",
                STORE_PASSWORD,
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                trustStore.toString(),
                "ssl.truststore.password",
                STORE_PASSWORD);
    }

    private void letIn(HttpExchange exchange) throws IOException {
        byte[] answer = new byte[0];
        int status = 401;
        if (credentials().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            HttpResponse<byte[]> passedOn = passOn(exchange);
            status = passedOn.statusCode();
            answer = passedOn.body();
        }
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String credentials() {
        byte[] said = (USER + ":" + REGISTRY_PASSWORD).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(said);
    }

    private HttpResponse<byte[]> passOn(HttpExchange exchange) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + exchange.getRequestURI()))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException(stopping);
        }
    }

    /** What an operator sets, by the names of {@code .env.example}. */
    public Map<String, String> variables() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrap(),
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_SSL",
                "KAFKA_SASL_MECHANISM",
                "PLAIN",
                "KAFKA_SASL_JAAS_CONFIG",
                jaas(),
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                trustStore.toString(),
                "KAFKA_SSL_TRUSTSTORE_PASSWORD",
                STORE_PASSWORD,
                "KAFKA_SSL_TRUSTSTORE_TYPE",
                "PKCS12",
                "DRAWDOWN_REGISTRY_URL",
                registryUrl(),
                "DRAWDOWN_REGISTRY_USER",
                USER,
                "DRAWDOWN_REGISTRY_PASSWORD",
                REGISTRY_PASSWORD);
    }

    private static String jaas() {
        return LOGIN + " username=\"" + USER + "\" password=\"" + PASSWORD + "\";";
    }

    private String registryUrl() {
        return "http://127.0.0.1:" + door.getAddress().getPort();
    }

    /** A client that knows what to say. */
    public Wire wire() {
        return new Wire(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrap(),
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        jaas(),
                        "ssl.truststore.type",
                        "PKCS12",
                        "ssl.truststore.location",
                        trustStore.toString(),
                        "ssl.truststore.password",
                        STORE_PASSWORD),
                Map.of("schema.registry.url", registryUrl(), "basic.auth.user.info", USER + ":" + REGISTRY_PASSWORD));
    }

    @Override
    public void close() {
        broker.close();
        door.stop(0);
        registry.close();
        http.close();
    }
}

package dev.drawdown.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An identity provider: its keys, a server that publishes them, and tokens that it signs. */
final class FakeIssuer implements AutoCloseable {
    static final String NAME = "https://login.example/shop";
    static final String AUDIENCE = "drawdown";

    final AtomicInteger reads = new AtomicInteger();
    volatile int status = 200;
    private volatile String published = "{\"keys\": []}";
    private final HttpServer server;

    FakeIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        reads.incrementAndGet();
        byte[] body = published.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    static PublicJsonWebKey key(String algorithm, String id) {
        try {
            PublicJsonWebKey key = switch (algorithm) {
                case "ES256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
                case "EdDSA" -> OkpJwkGenerator.generateJwk("Ed25519");
                default -> RsaJwkGenerator.generateJwk(2048);
            };
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes these keys, and no others. */
    void publish(PublicJsonWebKey... keys) {
        published = new JsonWebKeySet(List.of(keys)).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /** What a good token for an operator says. */
    static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setAudience(AUDIENCE);
        claims.setSubject("alice");
        claims.setClaim("role", "operator");
        claims.setIssuedAt(NumericDate.fromSeconds(ApiRig.NOW.minusSeconds(600).getEpochSecond()));
        expire(claims, ApiRig.NOW.plusSeconds(300));
        return claims;
    }

    static void expire(JwtClaims claims, Instant at) {
        claims.setExpirationTime(NumericDate.fromSeconds(at.getEpochSecond()));
    }

    /** Returns a good token. */
    static String token(PublicJsonWebKey key, String algorithm) {
        return token(key, algorithm, _ -> {});
    }

    /** Returns a token that says something else than a good one. */
    static String token(PublicJsonWebKey key, String algorithm, Consumer<JwtClaims> change) {
        JwtClaims claims = claims();
        change.accept(claims);
        return sign(claims.toJson(), algorithm, signature -> {
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
        });
    }

    static String sign(String payload, String algorithm, Consumer<JsonWebSignature> by) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setPayload(payload);
        by.accept(signature);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One event on its way to one endpoint.
 *
 * @param body the very text that is signed and sent
 */
record Delivery(String id, String url, String signature, String body) {
    /** The kind of the objects that remember what is still to be delivered. */
    static final String KIND = "_delivery";

    private static final String ALGORITHM = "HmacSHA256";

    /** After each failure it waits longer; after the last it is given up. */
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(12),
            Duration.ofHours(24));

    static ObjectNode first(String id, ObjectNode event, ObjectNode endpoint, Instant now) {
        return Json.object()
                .put("id", id)
                .put("object", KIND)
                .put("event", Json.text(event, "id"))
                .put("endpoint", Json.text(endpoint, "id"))
                .put("tries", 0)
                .put("at", now.toEpochMilli());
    }

    static Delivery of(ObjectNode delivery, ObjectNode event, ObjectNode endpoint, Instant now) {
        String body = Json.visible(event).toPrettyString();
        String signature = sign(body, endpoint.path("_secrets"), now);
        return new Delivery(Json.text(delivery, "id"), Json.text(endpoint, "url"), signature, body);
    }

    /** One signature for each secret that is in force. */
    private static String sign(String body, JsonNode secrets, Instant now) {
        StringBuilder header = new StringBuilder("t=" + now.getEpochSecond());
        for (JsonNode secret : secrets) {
            header.append(",v1=").append(signature(body, secret.asText(), now));
        }
        return header.toString();
    }

    private static String signature(String body, String secret, Instant now) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Counts a try that failed: waits, or gives up. */
    static void failed(Session session, ObjectNode delivery) {
        int tries = delivery.path("tries").asInt();
        if (tries == WAITS.size()) {
            session.remove(Json.text(delivery, "id"));
            return;
        }
        delivery.put("tries", tries + 1)
                .put("at", session.now().plus(WAITS.get(tries)).toEpochMilli());
    }

    static void succeeded(Session session, ObjectNode delivery) {
        session.remove(Json.text(delivery, "id"));
        String event = Json.text(delivery, "event");
        if (session.find(event) != null) {
            ObjectNode told = session.edit(Events.KIND, event);
            told.put("pending_webhooks", told.path("pending_webhooks").asInt() - 1);
        }
    }
}

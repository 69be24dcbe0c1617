package dev.drawdown.payments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook hints at: where to look, never what to believe. It may come twice, late, or before an earlier one.
 *
 * @param eventId the same for every delivery of one event
 * @param type Stripe's name for what happened, which may be one that nobody here knows
 * @param objectId what it happened to
 * @param requestId the payment request that the object can be traced to
 * @param chargeId the charge that a dispute or a refund is about, or the object itself where it is a charge
 * @param customerId whose it is
 */
public record WebhookNotice(
        String eventId,
        String type,
        String objectId,
        @Nullable String requestId,
        @Nullable String chargeId,
        @Nullable String customerId) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Reads a webhook whose signature was found genuine; null for what is no event. */
    public static @Nullable WebhookNotice parse(byte[] body) {
        JsonNode event;
        try {
            event = JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return null;
        } catch (IOException impossible) {
            throw new IllegalStateException("Expected bytes in memory to be readable", impossible);
        }
        JsonNode object = event.path("data").path("object");
        String id = text(event, "id");
        String type = text(event, "type");
        String objectId = text(object, "id");
        if (id == null || type == null || objectId == null || !"event".equals(text(event, "object"))) {
            return null;
        }
        String charge = "charge".equals(text(object, "object")) ? objectId : text(object, "charge");
        String customer = text(object, "customer");
        if (customer == null) {
            // What was taken from a customer says only there whose it was.
            customer = text(event.path("data").path("previous_attributes"), "customer");
        }
        return new WebhookNotice(id, type, objectId, text(object.path("metadata"), Traces.REQUEST), charge, customer);
    }

    /** An expanded object stands in the place of its id. */
    private static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        JsonNode id = value.isObject() ? value.path("id") : value;
        return id.isTextual() ? id.textValue() : null;
    }
}

package dev.drawdown.embedded.stripe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route gets to see of a request.
 *
 * @param values what stands in the path's variable places
 * @param key the idempotency key; null where there is none or the method needs none
 * @param fingerprint equal for equal calls with equal parameters
 */
record ApiRequest(
        String method,
        String path,
        Map<String, String> values,
        Params params,
        @Nullable String key,
        String fingerprint) {

    String id() {
        return values.getOrDefault("id", "");
    }
}

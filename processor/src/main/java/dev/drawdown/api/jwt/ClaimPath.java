package dev.drawdown.api.jwt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where in a JWT something is said: a claim's name, or, beginning with a slash, a JSON pointer into the claims.
 *
 * @param text such as {@code role} or {@code /realm_access/roles}
 */
public record ClaimPath(String text) {
    /** Returns the text, or list of texts, that is there; nothing where it is something else. */
    public List<String> texts(Map<String, Object> claims) {
        Object at = claims;
        for (String step : steps()) {
            at = at instanceof Map<?, ?> members ? members.get(step) : null;
        }
        return texts(at);
    }

    private List<String> steps() {
        return text.startsWith("/")
                ? Stream.of(text.substring(1).split("/", -1))
                        .map(step -> step.replace("~1", "/").replace("~0", "~"))
                        .toList()
                : List.of(text);
    }

    private static List<String> texts(@Nullable Object value) {
        if (value instanceof String one) {
            return List.of(one);
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> several) {
            for (Object each : several) {
                if (!(each instanceof String one)) {
                    return List.of();
                }
                texts.add(one);
            }
        }
        return texts;
    }
}

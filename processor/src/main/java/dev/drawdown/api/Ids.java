package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Ids that are given over HTTP: such that they can stand in a path, a log line and a spreadsheet. */
final class Ids {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@~-]{0,199}");

    private Ids() {}

    static String require(String field, JsonNode value) {
        if (!value.isTextual() || !LEGAL.matcher(value.textValue()).matches()) {
            throw Call.bad(
                    "INVALID_BODY",
                    "Expected " + field
                            + " to be 1 to 200 letters, digits, '.', '_', ':', '@', '~' and '-', a letter or"
                            + " digit first, but it is not");
        }
        return value.textValue();
    }
}

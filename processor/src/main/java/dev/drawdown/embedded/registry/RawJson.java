package dev.drawdown.embedded.registry;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/** JSON that is written as it stands. */
record RawJson(@JsonValue @JsonRawValue String text) {}

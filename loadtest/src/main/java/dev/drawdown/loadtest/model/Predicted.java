package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record that must be found on an output topic: the values of its fields by their names in the contract, as far as rules fix them. */
public final class Predicted {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Sets a field; null says that it must be absent. */
    Predicted with(String name, @Nullable Object value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value instanceof BigDecimal number ? Money.plain(number) : value);
        }
        return this;
    }

    Predicted withAll(Map<String, Object> more) {
        more.forEach(this::with);
        return this;
    }

    public @Nullable Object get(String name) {
        return values.get(name);
    }

    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}

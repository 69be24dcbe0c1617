package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** A record seen as the field names of the contract and their values; what is null on the wire is absent here. */
public record Fields(String type, Map<String, Object> values) {

    public Fields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static Fields of(IndexedRecord record) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value != null) {
                values.put(field.name(), plain(value));
            }
        }
        return new Fields(record.getSchema().getName(), values);
    }

    /** Equal values are to be equal objects: texts as String, numbers without a scale of their own. */
    private static Object plain(Object value) {
        if (value instanceof IndexedRecord record) {
            return of(record);
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>();
            for (Object element : list) {
                plain.add(plain(Objects.requireNonNull(element)));
            }
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) ->
                    plain.put(Objects.requireNonNull(key).toString(), plain(Objects.requireNonNull(element))));
            return plain;
        }
        return switch (value) {
            case CharSequence text -> text.toString();
            case BigDecimal number -> Money.plain(number);
            case Integer number -> number.longValue();
            default -> value;
        };
    }

    public @Nullable Object get(String name) {
        return values.get(name);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public @Nullable String text(String name) {
        return (String) values.get(name);
    }

    public String textOr(String name, String otherwise) {
        return (String) values.getOrDefault(name, otherwise);
    }

    public @Nullable BigDecimal money(String name) {
        return (BigDecimal) values.get(name);
    }

    public BigDecimal moneyOr(String name, BigDecimal otherwise) {
        return (BigDecimal) values.getOrDefault(name, otherwise);
    }

    public @Nullable Instant time(String name) {
        return (Instant) values.get(name);
    }

    public @Nullable Long number(String name) {
        return (Long) values.get(name);
    }

    public long numberOr(String name, long otherwise) {
        return (Long) values.getOrDefault(name, otherwise);
    }

    public boolean flag(String name) {
        return (Boolean) values.getOrDefault(name, false);
    }

    public @Nullable Fields record(String name) {
        return (Fields) values.get(name);
    }

    public List<Fields> records(String name) {
        List<Fields> records = new ArrayList<>();
        for (Object element : list(name)) {
            records.add((Fields) element);
        }
        return records;
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            texts.add((String) element);
        }
        return texts;
    }

    private List<?> list(String name) {
        return values.get(name) instanceof List<?> list ? list : List.of();
    }

    /** The same without some of its fields. */
    public Fields without(String... names) {
        Map<String, Object> rest = new LinkedHashMap<>(values);
        for (String name : names) {
            rest.remove(name);
        }
        return new Fields(type, rest);
    }
}

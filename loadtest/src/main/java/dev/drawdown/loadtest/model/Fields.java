package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** A record seen as the field names of the contract and their values; what is null on the wire is absent here. */
public final class Fields {
    private final FieldNames names;
    private final @Nullable Object[] values;

    public Fields(String type, Map<String, Object> values) {
        this.names = new FieldNames(type, List.copyOf(values.keySet()));
        this.values = new Object[names.count()];
        values.forEach((name, value) -> this.values[names.position(name)] = value);
    }

    /**
     * A record of those names.
     *
     * @param values in their order, null for what is absent; not changed any more
     */
    public Fields(FieldNames names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
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

    /** The name of the record's type. */
    public String type() {
        return names.type();
    }

    public @Nullable Object get(String name) {
        int position = names.position(name);
        return position < 0 ? null : values[position];
    }

    public boolean has(String name) {
        return get(name) != null;
    }

    /** Shows what is there. */
    public void forEach(BiConsumer<String, Object> to) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                to.accept(names.name(i), value);
            }
        }
    }

    /** The name of the first that is there and meant, or null. */
    public @Nullable String firstOf(Predicate<String> meant) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null && meant.test(names.name(i))) {
                return names.name(i);
            }
        }
        return null;
    }

    /** What is there, by name. */
    public Map<String, Object> values() {
        Map<String, Object> present = new LinkedHashMap<>();
        forEach(present::put);
        return present;
    }

    private Object getOr(String name, Object otherwise) {
        Object value = get(name);
        return value == null ? otherwise : value;
    }

    public @Nullable String text(String name) {
        return (String) get(name);
    }

    public String textOr(String name, String otherwise) {
        return (String) getOr(name, otherwise);
    }

    public @Nullable BigDecimal money(String name) {
        return (BigDecimal) get(name);
    }

    public BigDecimal moneyOr(String name, BigDecimal otherwise) {
        return (BigDecimal) getOr(name, otherwise);
    }

    public @Nullable Instant time(String name) {
        return (Instant) get(name);
    }

    public @Nullable Long number(String name) {
        return (Long) get(name);
    }

    public long numberOr(String name, long otherwise) {
        return (Long) getOr(name, otherwise);
    }

    public boolean flag(String name) {
        return (Boolean) getOr(name, false);
    }

    public boolean flagOr(String name, boolean otherwise) {
        return (Boolean) getOr(name, otherwise);
    }

    public @Nullable Fields record(String name) {
        return (Fields) get(name);
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
        return get(name) instanceof List<?> list ? list : List.of();
    }

    /** The same without some of its fields. */
    public Fields without(String... fields) {
        @Nullable Object[] rest = values.clone();
        for (String field : fields) {
            int position = names.position(field);
            if (position >= 0) {
                rest[position] = null;
            }
        }
        return new Fields(names, rest);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Fields that)) {
            return false;
        }
        return names == that.names
                ? Arrays.equals(values, that.values)
                : type().equals(that.type()) && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return type() + values();
    }
}

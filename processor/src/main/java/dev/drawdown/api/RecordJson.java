package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes a wire record as JSON under its own field names: money as decimal strings, times in ISO 8601. */
final class RecordJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RecordJson() {}

    static ObjectNode of(SpecificRecord record) {
        ObjectNode json = JSON.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            json.set(field.name(), value(record.get(field.pos())));
        }
        return json;
    }

    /** Writes some fields only. */
    static ObjectNode some(SpecificRecord record, String... fields) {
        ObjectNode json = JSON.objectNode();
        for (String field : fields) {
            json.set(field, value(record.get(record.getSchema().getField(field).pos())));
        }
        return json;
    }

    private static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case SpecificRecord record -> of(record);
            case BigDecimal number -> JSON.textNode(number.toPlainString());
            case Instant time -> JSON.textNode(time.toString());
            case Long number -> JSON.numberNode(number);
            case Integer number -> JSON.numberNode(number);
            case Boolean flag -> JSON.booleanNode(flag);
            case Collection<?> list -> {
                ArrayNode array = JSON.arrayNode(list.size());
                list.forEach(each -> array.add(value(each)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = JSON.objectNode();
                map.forEach((name, each) -> object.set(name.toString(), value(each)));
                yield object;
            }
            default -> JSON.textNode(value.toString());
        };
    }
}

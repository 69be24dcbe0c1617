package dev.drawdown.schemas;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of any schema with every branch and odd values in them, the same ones for the same seed. */
public final class RandomRecords {
    private static final List<String> STRINGS = List.of("", "w-1", "naïve ☕ 漢字 🙂", "\u0000\u001f", "x".repeat(300));

    private final Random random;

    public RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    public <T extends SpecificRecord> T next(Class<T> type) {
        return type.cast(record(SpecificData.get().getSchema(type)));
    }

    private SpecificRecord record(Schema schema) {
        SpecificRecord record =
                (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema()));
        }
        return record;
    }

    private @Nullable Object value(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            case LONG -> logical == null ? random.nextLong() : (Object) Instant.ofEpochMilli(random.nextInt());
            case STRING -> STRINGS.get(random.nextInt(STRINGS.size()));
            case BYTES -> decimal((LogicalTypes.Decimal) logical);
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case RECORD -> record(schema);
            case ARRAY ->
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> value(schema.getElementType()))
                        .toList();
            case MAP -> map(schema.getValueType());
            default -> throw new IllegalStateException("Expected none of " + schema.getType() + " in the contract");
        };
    }

    private Map<String, @Nullable Object> map(Schema values) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            map.put("key-" + i, value(values));
        }
        return map;
    }

    private BigDecimal decimal(LogicalTypes.Decimal type) {
        BigInteger bound = BigInteger.TEN.pow(random.nextInt(type.getPrecision() + 1));
        BigInteger unscaled = new BigInteger(bound.bitLength(), random).mod(bound);
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.getScale());
    }
}

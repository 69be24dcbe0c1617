package dev.drawdown.connectors;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** How the records of one writer's schema become structs: worked out once per schema, one column per field. */
final class StructMapping {
    private final Schema schema;
    private final List<Column> columns;

    private StructMapping(Schema schema, List<Column> columns) {
        this.schema = schema;
        this.columns = columns;
    }

    static StructMapping of(org.apache.avro.Schema record) {
        SchemaBuilder builder = SchemaBuilder.struct().name(record.getFullName());
        List<Column> columns = new ArrayList<>();
        for (org.apache.avro.Schema.Field field : record.getFields()) {
            Column column = Column.of(field.schema());
            builder.field(field.name(), schema(field, column));
            columns.add(column);
        }
        return new StructMapping(builder.build(), List.copyOf(columns));
    }

    /** With the writer's default, without which a sink cannot add the column to a table that has rows. */
    private static Schema schema(org.apache.avro.Schema.Field field, Column column) {
        SchemaBuilder builder = column.builder();
        if (field.doc() != null) {
            builder.doc(field.doc());
        }
        boolean hasDefault = field.hasDefaultValue() && !column.isOptional();
        return (hasDefault
                        ? builder.defaultValue(
                                column.toConnect(GenericData.get().getDefaultValue(field)))
                        : builder)
                .build();
    }

    Schema schema() {
        return schema;
    }

    Struct apply(GenericRecord record) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            struct.put(field, columns.get(field.index()).toConnect(record.get(field.index())));
        }
        return struct;
    }
}

package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Holds the tables against the records: a column for each field, of its type, and nullable where it is. */
class TablesTest {
    private static final Topics TOPICS = Topics.unprefixed();

    private static final Map<String, Topic<?>> TABLES = Map.of(
            "ledger_entries", TOPICS.walletLedger,
            "wallet_balances", TOPICS.walletBalances,
            "balance_alerts", TOPICS.walletAlerts,
            "payment_requests", TOPICS.walletPaymentRequests,
            "wallet_commands", TOPICS.walletCommands);

    @Test
    void shouldHaveAColumnForEachField() throws Exception {
        TestDatabase database = TestDatabase.create("tables");

        for (Map.Entry<String, Topic<?>> table : TABLES.entrySet()) {
            List<String> columns = database.rows("""
                SELECT column_name, is_nullable, data_type,
                       CASE data_type WHEN 'numeric' THEN numeric_precision || ',' || numeric_scale
                                      WHEN 'timestamp without time zone' THEN datetime_precision::text ELSE '' END
                FROM information_schema.columns
                WHERE table_schema = 'drawdown' AND table_name = '%s' AND column_name NOT LIKE '\\_\\_connect%%'
                """.formatted(table.getKey()));

            assertThat(columns).as(table.getKey()).containsExactlyInAnyOrderElementsOf(expected(table.getValue()));
        }
    }

    private static List<String> expected(Topic<?> topic) {
        List<String> columns = new ArrayList<>();
        for (Schema.Field field : topic.schema().getFields()) {
            Schema schema = field.schema();
            boolean isOptional = schema.getType() == Schema.Type.UNION && schema.isNullable();
            Schema type = isOptional ? schema.getTypes().get(1) : schema;
            columns.add(field.name() + (isOptional ? " YES " : " NO ") + type(type));
        }
        return columns;
    }

    private static String type(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> "text ";
            case INT -> "integer ";
            case LONG -> schema.getLogicalType() == null ? "bigint " : "timestamp without time zone 3";
            case BYTES -> {
                LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) schema.getLogicalType();
                yield "numeric " + decimal.getPrecision() + "," + decimal.getScale();
            }
            case UNION, RECORD, ARRAY, MAP -> "jsonb ";
            case ENUM, FIXED, BOOLEAN, FLOAT, DOUBLE, NULL ->
                throw new IllegalStateException("Expected none of " + schema + " in these records");
        };
    }
}

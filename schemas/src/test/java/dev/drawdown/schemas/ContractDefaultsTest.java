package dev.drawdown.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds every default that is no mere absence against the contract: a producer who leaves a field out relies on it. */
class ContractDefaultsTest {
    private static final Map<String, Schema> RECORDS = records();

    @ParameterizedTest
    @CsvSource({
        "UsageEvent, quantity, 1.000000000000000000",
        "UsageEvent, charge_type, USAGE",
        "UsageEvent, attributes, {}",
        "LeadEvent, attributes, {}",
        "OpenWallet, credit_value, 1.000000",
        "WalletSettings, charge_scope, ALL",
        "WalletSettings, categories, []",
        "WalletSettings, priority, 50",
        "WalletSettings, billing_mode, PREPAID",
        "WalletSettings, on_payment_failure, PAUSE",
        "WalletSettings, pause_at_first_failure, true",
        "WalletSettings, floor, 0.000000",
        "WalletSettings, rearm_margin, 0.000000",
        "WalletSettings, terms_days, 30",
        "WalletSettings, budgets, []",
        "AlertRules, margin, 0.000000",
        "AutoRecharge, whole_gap, false",
        "AutoRecharge, cooldown_seconds, 0",
        "AutoRecharge, auto_complete, false",
        "TopUp, free_amount, 0.000000",
        "Grant, pool, PROMOTIONAL",
        "Deduct, refund_to_card, false",
        "Adjust, pool, PURCHASED",
        "Unsubscribe, keep_remaining, true",
        "PlaceHold, charge_type, USAGE",
        "PlaceHold, allow_overage, false",
        "Scope, charge_scope, ALL",
        "Scope, categories, []",
        "RegisterOwner, time_zone, UTC",
        "RegisterOwner, single_wallet, false",
        "RegisterOwner, contacts, []",
        "ConfigureOwner, time_zone, UTC",
        "ConfigureOwner, single_wallet, false",
        "ConfigureOwner, contacts, []",
        "ConfigureOwner, keep_terms, false",
        "CatalogEntry, changes, []",
        "Price, tiers, []",
        "Price, tiering, FLAT",
        "PlanGrant, priority, 40",
        "PlanGrant, rollover_max, 0.000000"
    })
    void shouldDefaultAsTheContractSays(String record, String field, String value) {
        assertThat(defaultOf(record, field)).hasToString(value);
    }

    @Test
    void shouldHaveNoOtherDefaultsInWhatOthersWrite() {
        List<String> found = new ArrayList<>();
        for (Topic<?> topic : Topics.unprefixed().inputs()) {
            Map<String, Schema> within = new TreeMap<>();
            collect(topic.schema(), within);
            within.values()
                    .forEach(record -> record.getFields().stream()
                            .filter(field ->
                                    field.hasDefaultValue() && !field.schema().isNullable())
                            .forEach(field -> found.add(record.getName() + "." + field.name())));
        }

        assertThat(found.stream().distinct()).hasSize(40);
    }

    private static Object defaultOf(String record, String field) {
        Schema schema = Objects.requireNonNull(RECORDS.get(record));
        SpecificData model = SpecificData.getForSchema(schema);
        return model.getDefaultValue(schema.getField(field));
    }

    private static Map<String, Schema> records() {
        Map<String, Schema> found = new TreeMap<>();
        Topics.unprefixed().all().stream()
                .filter(Topic::isAvro)
                .forEach(topic -> collect(SpecificData.get().getSchema(topic.value()), found));
        return found;
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.put(schema.getName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            default -> {}
        }
    }
}

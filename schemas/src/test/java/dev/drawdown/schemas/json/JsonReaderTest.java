package dev.drawdown.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private static final String USAGE = """
        {"event_id": "e1", "wallet_id": "w1", "category": "sms", "amount": "0.05",
         "occurred_at": "2026-01-31T12:00:00Z", "attributes": {"country": "FR"}}\
        """;

    @Test
    void shouldReadAnEventWithItsDefaults() throws JsonProcessingException {
        GenericRecord usage = read(UsageEvent.getClassSchema(), USAGE);

        assertThat(usage.get("event_id")).hasToString("e1");
        assertThat(new BigInteger(((ByteBuffer) usage.get("amount")).array())).isEqualTo(50_000);
        assertThat(usage.get("occurred_at")).isEqualTo(1_769_860_800_000L);
        assertThat(usage.get("charge_type")).hasToString("USAGE");
        assertThat(GenericData.get().validate(UsageEvent.getClassSchema(), usage))
                .isTrue();
    }

    @Test
    void shouldChooseACommandsBodyByItsName() throws JsonProcessingException {
        GenericRecord command = read(WalletCommand.getClassSchema(), """
            {"command_id": "c1", "wallet_id": "w1", "issued_by": "me", "issued_at": 1769860800000,
             "body": {"TopUp": {"amount": 25, "collect": "RECORDED", "reference": "wire 7"}}}\
            """);

        GenericRecord topUp = (GenericRecord) command.get("body");
        assertThat(topUp.getSchema().getName()).isEqualTo("TopUp");
        assertThat(topUp.get("reference")).isEqualTo("wire 7");
    }

    @Test
    void shouldReadNowAsTheReadersInstant() throws JsonProcessingException {
        GenericRecord usage = read(UsageEvent.getClassSchema(), USAGE.replace("2026-01-31T12:00:00Z", "now"));

        assertThat(usage.get("occurred_at")).isEqualTo(NOW.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"amount\": \"0.05\"| \"amount\": \"0.1234567\"| amount to be a decimal number with at most 6 places",
                "\"amount\": \"0.05\"| \"amount\": \"x\"| amount to be a decimal number",
                "\"amount\": \"0.05\"| \"amount\": \"1e999999999\"| amount to be a decimal number",
                "\"amount\": \"0.05\"| \"amount\": \"1e-999999999\"| amount to be a decimal number",
                "2026-01-31T12:00:00Z| +1000000000-12-31T23:59:59Z| occurred_at to be a time",
                "\"amount\": \"0.05\"| \"amout\": \"0.05\"| amout to be a field of UsageEvent",
                "\"event_id\": \"e1\", | ' '| event_id to be there, but it is missing",
                "\"event_id\": \"e1\"| \"event_id\": 1| event_id to be text, but it is a number",
                "2026-01-31T12:00:00Z| yesterday| occurred_at to be a time",
                "\"FR\"| 33| attributes.country to be text"
            })
    void shouldNameTheFieldThatDoesNotFit(String right, String wrong, String message) {
        assertThatThrownBy(() -> read(UsageEvent.getClassSchema(), USAGE.replace(right, wrong)))
                .isInstanceOf(JsonMismatchException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldNameANumberThatIsTooLargeForItsField() {
        String settings = "{\"priority\": 3000000000}";

        assertThatThrownBy(() -> read(WalletSettings.getClassSchema(), settings))
                .isInstanceOf(JsonMismatchException.class)
                .hasMessageContaining("priority to be a whole number of at most 31 bits");
    }

    private static GenericRecord read(Schema schema, String json) throws JsonProcessingException {
        return new JsonReader(NOW).read(schema, new ObjectMapper().readTree(json));
    }
}

package dev.drawdown.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletCommand;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JsonEncoderTest {

    @Test
    void shouldWriteWhatOurDecoderReads() throws Exception {
        SchemaRegistry registry = new InMemorySchemaRegistry();
        Instant now = Instant.parse("2026-02-01T00:00:00Z");
        String json = """
            {"command_id": "open-1", "wallet_id": "acme", "issued_by": "me", "issued_at": "now",
             "body": {"OpenWallet": {"owner_id": "acme-inc", "currency": "USD",
               "settings": {"alerts": {"warning": {"value": "10", "direction": "BELOW"}}},
               "top_up": {"amount": "25.00", "collect": "RECORDED", "reference": "wire 4711"}}}}\
            """;

        byte[] bytes = new JsonEncoder(Topics.unprefixed().walletCommands, registry)
                .encode(new ObjectMapper().readTree(json), now);
        WalletCommand command = new AvroDecoder<>(WalletCommand.class, registry).decode(bytes);

        assertThat(command.getIssuedAt()).isEqualTo(now);
        OpenWallet open = (OpenWallet) command.getBody();
        assertThat(open.getCreditValue()).isEqualByComparingTo(BigDecimal.ONE);
        assertThat(open.getTopUp().getAmount()).isEqualByComparingTo("25");
        assertThat(open.getSettings().getAlerts().getWarning().getDirection()).isEqualTo("BELOW");
        assertThat(open.getSettings().getBillingMode()).isEqualTo("PREPAID");
    }

    @Test
    void shouldGiveBackTheJsonThatWasWritten() throws Exception {
        SchemaRegistry registry = new InMemorySchemaRegistry();
        ObjectMapper mapper = new ObjectMapper();
        JsonNode json = mapper.readTree("""
            {"command_id": "c", "wallet_id": "acme", "issued_by": "me", "issued_at": "2026-02-01T00:00:00Z",
             "body": {"CaptureHold": {"hold_id": "h", "amount": "1.500000"}}}\
            """);

        byte[] bytes = new JsonEncoder(Topics.unprefixed().walletCommands, registry).encode(json, Instant.EPOCH);

        assertThat(new JsonDecoder(registry).decode(bytes)).isEqualTo(json);
    }

    @Test
    void shouldSayWhatIsWrongWithAValueThatIsCutOff() throws Exception {
        SchemaRegistry registry = new InMemorySchemaRegistry();
        JsonNode json = new ObjectMapper().readTree("""
            {"command_id": "c", "wallet_id": "acme", "issued_by": "me", "issued_at": "now",
             "body": {"ReleaseHold": {"hold_id": "h"}}}\
            """);
        byte[] bytes = new JsonEncoder(Topics.unprefixed().walletCommands, registry).encode(json, Instant.EPOCH);

        assertThatThrownBy(() -> new JsonDecoder(registry).decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("Expected a complete WalletCommand");
    }
}

package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.api.PriceChange.Verdict;
import dev.drawdown.schemas.CatalogChange;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.JsonEncoder;
import dev.drawdown.schemas.serde.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What putting a price does to what is there. */
class PriceChangeTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofDays(7);
    private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();

    private @Nullable CatalogEntry entry;

    @Test
    void shouldCountVersionsFromOneAndHoldFromNowOn() throws UndecodableException {
        assertThat(taken(put("a", NOW, "0.05")).toString())
                .isEqualTo("{\"meter\":\"sms\",\"currency\":\"USD\",\"unit_price\":\"0.05\","
                        + "\"effective_from\":\"2026-02-01T00:00:00Z\",\"version\":1}");
        assertThat(taken(put("b", NOW, "0.06")).path("version").asLong()).isEqualTo(2);
    }

    @Test
    void shouldAnswerARepeatAsTheFirstTimeAndChangeNothing() throws UndecodableException {
        ObjectNode once = taken(put("a", NOW, "0.05"));
        taken(put("b", NOW.plusSeconds(1), "0.06"));

        assertThat(put("a", NOW.plusSeconds(2), "0.05")).isEqualTo(new Verdict.Repeated(once));
        assertThat(put("a", NOW.plusSeconds(2), "0.07")).isEqualTo(new Verdict.Conflicting());
    }

    @Test
    void shouldKnowAChangeAgainForAsLongAsTheWindowOnly() throws UndecodableException {
        taken(put("a", NOW, "0.05"));

        assertThat(put("a", NOW.plus(WINDOW), "0.05")).isInstanceOf(Verdict.Repeated.class);
        assertThat(taken(put("a", NOW.plus(WINDOW).plusMillis(1), "0.05"))
                        .path("version")
                        .asLong())
                .isEqualTo(2);
        assertThat(changes()).hasSize(1);
    }

    @Test
    void shouldRememberABoundedNumberOfChanges() throws UndecodableException {
        for (int n = 0; n <= PriceChange.MAX_REMEMBERED; n++) {
            taken(put("c" + n, NOW.plusSeconds(n), "0.05"));
        }

        assertThat(changes()).hasSize(PriceChange.MAX_REMEMBERED);
        assertThat(changes().getFirst().getCommandId()).isEqualTo("c1");
        assertThat(changes().getLast().getVersion()).isEqualTo(PriceChange.MAX_REMEMBERED + 1L);
    }

    @Test
    void shouldTakeAVersionThatIsAboveTheOneThatIsThere() throws UndecodableException {
        assertThat(taken(put("a", NOW, body("0.05").put("version", 7)))
                        .path("version")
                        .asLong())
                .isEqualTo(7);
        assertThat(put("b", NOW, body("0.05").put("version", 7))).isEqualTo(new Verdict.Overtaken(7));
        assertThat(taken(put("c", NOW, "0.05")).path("version").asLong()).isEqualTo(8);
    }

    private Verdict put(String id, Instant at, String unitPrice) throws UndecodableException {
        return put(id, at, body(unitPrice));
    }

    private Verdict put(String id, Instant at, ObjectNode body) throws UndecodableException {
        Verdict verdict = new PriceChange("price/sms", id, "test", at, body).after(entry, WINDOW);
        if (verdict instanceof Verdict.Taken(ObjectNode next, ObjectNode _)) {
            byte[] wire = new JsonEncoder(Topics.unprefixed().walletCatalog, REGISTRY).encode(next, at);
            entry = new AvroDecoder<>(CatalogEntry.class, REGISTRY).decode(wire);
        }
        return verdict;
    }

    private List<CatalogChange> changes() {
        CatalogEntry present = entry;
        return present == null ? List.of() : present.getChanges();
    }

    private static ObjectNode taken(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Taken.class);
        return ((Verdict.Taken) verdict).price();
    }

    private static ObjectNode body(String unitPrice) {
        return Json.object().put("meter", "sms").put("currency", "USD").put("unit_price", unitPrice);
    }
}

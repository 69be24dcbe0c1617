package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.schemas.CatalogChange;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.Price;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.UndecodableException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prices put and read over HTTP on two instances of the real program, at once and one after the other. */
class HttpCatalogTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static TwoInstances two;

    @BeforeAll
    static void open() throws InterruptedException {
        two = new TwoInstances(folder, Map.of("drawdown.roles", "engine,api"));
    }

    @AfterAll
    static void close() {
        two.close();
    }

    @Test
    void shouldShowAPriceThatWasPutOnEitherInstance() throws Exception {
        List<Service> instances = two.both();
        for (int cents = 1; cents <= 6; cents++) {
            assertThat(putPrice(instances.get(cents % 2), "sms", "sms-" + cents, cents)
                            .statusCode())
                    .isEqualTo(200);
            for (Service instance : instances) {
                JsonNode price = priceOf(instance, "sms");
                assertThat(price.path("unit_price").asText()).isEqualTo("0.0" + cents);
                assertThat(price.path("version").asInt()).isEqualTo(cents);
            }
        }
    }

    @Test
    void shouldGiveEachVersionOfAPriceOnceThoughTwoInstancesPutAtOnce() throws Exception {
        Map<Integer, String> priceByVersion = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 1; round <= 10; round++) {
                int cents = 2 * round;
                Future<HttpResponse<String>> one =
                        threads.submit(() -> putPrice(two.first, "mms", "mms-" + cents, cents));
                Future<HttpResponse<String>> other =
                        threads.submit(() -> putPrice(two.second, "mms", "mms-" + (cents + 1), cents + 1));
                for (HttpResponse<String> answer : List.of(one.get(), other.get())) {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    JsonNode price = ApiClient.json(answer);
                    priceByVersion.put(
                            price.path("version").asInt(),
                            price.path("unit_price").asText());
                }
            }
        }

        assertThat(priceByVersion).hasSize(20);
        JsonNode last = priceOf(two.first, "mms");
        assertThat(last.path("version").asInt()).isEqualTo(20);
        assertThat(last.path("unit_price").asText())
                .isEqualTo(new BigDecimal(priceByVersion.getOrDefault(20, "0"))
                        .stripTrailingZeros()
                        .toPlainString());
    }

    @Test
    void shouldAnswerAPriceAsTheFirstTimeThoughItHasChangedSince() throws Exception {
        HttpResponse<String> once = putPrice(two.first, "call", "call-1", 7);
        HttpResponse<String> later = putPrice(two.second, "call", "call-2", 8);
        HttpResponse<String> again = putPrice(two.second, "call", "call-1", 7);
        HttpResponse<String> other = putPrice(two.first, "call", "call-1", 9);

        assertThat(later.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(once.body());
        assertThat(ApiClient.json(other).path("code").asText()).isEqualTo("ID_CONFLICT");
        assertThat(priceOf(two.first, "call").path("unit_price").asText()).isEqualTo("0.08");
    }

    @Test
    void shouldWriteDownWhoPutAPrice() throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        putPrice(two.first, "email", "email-1", 1);
        putPrice(two.second, "email", "email-2", 2);

        List<CatalogChange> changes = changesOf("email");
        assertThat(changes).extracting(CatalogChange::getVersion).containsExactly(1L, 2L);
        assertThat(changes.getLast().getIssuedBy()).isEqualTo("demo-operator");
        assertThat(changes.getLast().getCommandId()).isEqualTo("api:demo-operator:email-2");
        assertThat(changes.getLast().getIssuedAt()).isBetween(before, Instant.now());
    }

    private static List<CatalogChange> changesOf(String meter) throws UndecodableException {
        return two.written(Topics.unprefixed().walletCatalog, CatalogEntry.class).stream()
                .filter(entry -> entry.getBody() instanceof Price price
                        && price.getMeter().equals(meter))
                .toList()
                .getLast()
                .getChanges();
    }

    private static HttpResponse<String> putPrice(Service instance, String meter, String key, int cents)
            throws Exception {
        String body = "{\"currency\": \"USD\", \"unit_price\": \"%s\"}".formatted(BigDecimal.valueOf(cents, 2));
        return two.send(instance, "PUT", "/v1/catalog/prices/" + meter, "operator", key, body);
    }

    private static JsonNode priceOf(Service instance, String meter) throws Exception {
        return ApiClient.json(two.get(instance, "/v1/catalog/prices/" + meter, "viewer"))
                .path("prices")
                .path(0);
    }
}

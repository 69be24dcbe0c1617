package dev.drawdown.embedded.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.embedded.stripe.StripeProbe.Payer;
import dev.drawdown.embedded.stripe.StripeProbe.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there after a restart on the same directory. */
class RestartTest {
    private static final String FILE = "account.jsonl";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    private Path directory = Path.of("");

    private StripeSimulator open() {
        return StripeSimulator.open(directory, 0, clock, new Random(7));
    }

    @Test
    void shouldGoOnWithPaymentsKeysAndWhatIsStillToCome() {
        Payer payer;
        Said debit;
        try (StripeSimulator stripe = open();
                StripeProbe probe = new StripeProbe(stripe.url())) {
            payer = probe.payer("pm_usBankAccount_success");
            debit = probe.pay(payer).well();
            probe.post("/v1/customers", "name=Acme", "key-1").well();
        }
        clock.pass(Duration.ofSeconds(3));

        try (StripeSimulator stripe = open();
                StripeProbe probe = new StripeProbe(stripe.url())) {
            stripe.tick();
            assertThat(probe.get("/v1/payment_intents/" + debit.id()).text("status"))
                    .isEqualTo("succeeded");
            assertThat(probe.post("/v1/customers", "name=Acme", "key-1").header("Idempotent-Replayed"))
                    .contains("true");
            assertThat(probe.get("/v1/customers/" + payer.customer()).text("name"))
                    .isEqualTo("Acme");
        }
    }

    @Test
    void shouldCutOffALineThatWasNotWrittenToItsEnd() throws IOException {
        try (StripeSimulator stripe = open();
                StripeProbe probe = new StripeProbe(stripe.url())) {
            probe.post("/v1/customers", "name=Acme").well();
        }
        Files.writeString(directory.resolve(FILE), "{\"put\":[{\"id\":", StandardOpenOption.APPEND);

        try (StripeSimulator stripe = open();
                StripeProbe probe = new StripeProbe(stripe.url())) {
            assertThat(probe.get("/v1/customers").body().path("data")).hasSize(1);
        }
        assertThat(Files.readString(directory.resolve(FILE))).endsWith("\n");
    }

    @Test
    void shouldWriteItsFileAnewBeforeItGrowsWithoutBound() throws IOException {
        try (ObjectStore store = new ObjectStore(directory.resolve(FILE))) {
            for (int i = 0; i < 10_100; i++) {
                store.commit(new ObjectStore.Change(
                        List.of(Json.object()
                                .put("id", "x")
                                .put("object", "thing")
                                .put("n", i)),
                        List.of(),
                        null));
            }
        }

        assertThat(Files.readAllLines(directory.resolve(FILE))).hasSizeLessThan(1_000);
        try (ObjectStore store = new ObjectStore(directory.resolve(FILE))) {
            assertThat(store.newestFirst("thing").getFirst().path("n").asInt()).isEqualTo(10_099);
        }
    }

    @Test
    void shouldPushTheOldestOutWhenThereAreTooMany() {
        try (ObjectStore store = new ObjectStore(null)) {
            for (int i = 0; i < 10_001; i++) {
                store.commit(new ObjectStore.Change(
                        List.of(Json.object().put("id", "evt_" + i).put("object", "event")), List.of(), null));
            }

            assertThat(store.newestFirst("event")).hasSize(10_000);
            assertThat(store.find("evt_0")).isNull();
        }
    }

    @Test
    void shouldBeTheOnlyOneInItsDirectory() {
        try (StripeSimulator stripe = open()) {
            assertThat(stripe.port()).isPositive();
            assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class);
        }
    }
}

package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.testing.Await;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits, and for how long, while nobody can say what a wallet has. */
@Timeout(30)
class ReadsTest {
    private static final String OWN = "/v1/wallets/own-wallet";
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration BRIEF = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FakeHouse house = new FakeHouse();

    @AfterEach
    void close() {
        house.close();
    }

    /** Nobody knows anything yet. */
    private ApiRig rig(Duration patience, int places) {
        house.limits = new Reads.Limits(patience, BRIEF, places);
        house.found = new Found.Unknown<>("its state is moving");
        return new ApiRig(house.routes());
    }

    private static CompletableFuture<HttpResponse<String>> reading(ApiRig rig) {
        return CompletableFuture.supplyAsync(() -> rig.get(OWN, AccessRole.VIEWER));
    }

    private void awaitLooks(int more) {
        int before = house.looks.get();
        Await.until(more + " looks more", LIMIT, () -> house.looks.get() >= before + more);
    }

    @Test
    void shouldWaitUntilSomebodyCanSay() {
        try (ApiRig rig = rig(LONG, 1)) {
            CompletableFuture<HttpResponse<String>> answer = reading(rig);
            awaitLooks(20);
            house.found = null;

            assertThat(answer.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldSayThatNobodyCanWhenPatienceIsAtItsEnd() {
        try (ApiRig rig = rig(BRIEF.multipliedBy(3), 1)) {
            HttpResponse<String> answer = reading(rig).join();

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(ApiRig.code(answer)).isEqualTo("NOT_AVAILABLE_NOW");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void shouldNotKeepAnotherInstanceWaiting() {
        try (ApiRig rig = rig(LONG, 1)) {
            HttpResponse<String> answer = rig.send(rig.request(OWN, "Bearer " + ApiRig.tokenOf(AccessRole.VIEWER))
                    .header("Drawdown-Sent-On", "/v1/wallets/another")
                    .build());

            assertThat(answer.statusCode()).isEqualTo(503);
        }
    }

    @Test
    void shouldLetOnlySoManyWaitForLong() {
        try (ApiRig rig = rig(LONG, 1)) {
            CompletableFuture<HttpResponse<String>> one = reading(rig);
            CompletableFuture<HttpResponse<String>> other = reading(rig);
            CompletableFuture.anyOf(one, other).join();
            awaitLooks(3);
            assertThat(one.isDone()).isNotEqualTo(other.isDone());

            house.found = null;
            assertThat(one.join().statusCode() + other.join().statusCode()).isEqualTo(200 + 503);
        }
    }

    @Test
    void shouldGiveBackThePlaceOfWhoHasWaited() {
        try (ApiRig rig = rig(LONG, 1)) {
            for (int i = 0; i < 2; i++) {
                house.found = new Found.Unknown<>("its state is moving");
                CompletableFuture<HttpResponse<String>> answer = reading(rig);
                awaitLooks(20);
                house.found = null;

                assertThat(answer.join().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldLetGoWhoWaitsWhenItStops() {
        try (ApiRig rig = rig(LONG, 1)) {
            CompletableFuture<HttpResponse<String>> answer = reading(rig);
            awaitLooks(20);
            rig.api.stop();

            assertThat(answer.join().statusCode()).isEqualTo(503);
        }
    }
}

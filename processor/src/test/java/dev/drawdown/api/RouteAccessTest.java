package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every route there is, with every role and none, on what is one's own and what is another's. */
@SuppressWarnings("NullAway.Init") // Opened before each test.
class RouteAccessTest {
    @TempDir
    private Path folder = Path.of("");

    private ViewsRig models;
    private FakeHouse house;
    private ApiRig rig;

    @BeforeEach
    void open() {
        models = new ViewsRig(folder);
        models.put(models.usage("own-wallet", "some", "sms", "12.5"));
        models.put(models.usage("foreign-wallet", "some", "sms", "12.5"));
        house = models.house;
        rig = new ApiRig(house.routes()).heldToTheSpec();
    }

    @AfterEach
    void close() {
        rig.close();
        models.close();
    }

    /** Who calls what: a role, or nobody. */
    private record Attempt(Route route, @Nullable AccessRole role, boolean own) {
        String path() {
            String wallet = own ? "own-wallet" : "foreign-wallet";
            String owner = own ? ApiRig.OWN : ApiRig.FOREIGN;
            String path = route.path()
                    .replace("/wallets/{id}", "/wallets/" + wallet)
                    .replace("/owners/{id}", "/owners/" + owner)
                    .replaceAll("[{<][a-z_]+[>}]", "some");
            return route.query().contains("owner_id") ? path + "?owner_id=" + owner : path;
        }

        int refusal() {
            if (role == null) {
                return 401;
            }
            if (!route.audience().includes(role)) {
                return 403;
            }
            return role == AccessRole.CUSTOMER && !own ? 404 : 0;
        }

        @Override
        public String toString() {
            return (role == null ? "nobody" : role.label()) + " " + route.method() + " " + path();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldLetInWhomARouteNamesAndNobodyElse() {
        List<Attempt> attempts = new ArrayList<>();
        for (Route route : house.routes()) {
            for (boolean own : new boolean[] {true, false}) {
                attempts.add(new Attempt(route, null, own));
                for (AccessRole role : AccessRole.values()) {
                    attempts.add(new Attempt(route, role, own));
                }
            }
        }
        return attempts.stream().map(attempt -> DynamicTest.dynamicTest(attempt.toString(), () -> hold(attempt)));
    }

    private void hold(Attempt attempt) {
        house.toWallets.clear();
        house.toOwners.clear();
        house.cards.reset();
        AccessRole role = attempt.role();
        HttpResponse<String> answer = rig.send(
                attempt.route().method().name(),
                attempt.path(),
                role == null ? null : "Bearer " + ApiRig.tokenOf(role),
                attempt.route().maxBodyBytes() > 0 ? "{}" : null);

        if (attempt.refusal() == 0) {
            assertThat(answer.statusCode()).as(answer.body()).isNotIn(401, 404, 405, 500);
            assertThat(answer.body()).doesNotContain("\"FORBIDDEN\"");
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(attempt.refusal());
            assertThat(house.toWallets).isEmpty();
            assertThat(house.toOwners).isEmpty();
            assertThat(answer.body()).doesNotContain("12.5");
        }
    }

    @Test
    void shouldNotBeReachedByOtherMethods() {
        for (Route route : house.routes()) {
            HttpResponse<String> answer = rig.send("OPTIONS", new Attempt(route, null, true).path(), null, null);

            assertThat(answer.statusCode()).isEqualTo(405);
        }
    }
}

package dev.drawdown.owners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.WalletStatus;
import dev.drawdown.owners.Owner.OwnedWallet;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What owners take and refuse: commands about them, and the openings of their wallets. */
class OwnerEngineTest {
    private static final long NOW = 1_772_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final OwnerEngine engine = new OwnerEngine(Policy.DEFAULT);
    private @Nullable Owner owner;

    // Settings.

    @Test
    void shouldRegisterFirstAndChangeAfterwards() {
        Owner.Settings berlin = new Owner.Settings(
                new Owner.Profile("Acme", null, null, null, null),
                ZoneId.of("Europe/Berlin"),
                "EUR",
                true,
                List.of("a@acme.example"));

        assertThat(accepted(configure("c1", berlin)).message()).isEqualTo("Owner registered.");
        assertThat(owner().registered()).isTrue();
        assertThat(owner().settings()).isEqualTo(berlin);
        assertThat(owner().currency()).isEqualTo("EUR");
        assertThat(accepted(configure("c2", Owner.Settings.DEFAULT)).message()).isEqualTo("Owner changed.");
        assertThat(owner().settings()).isEqualTo(Owner.Settings.DEFAULT);
        assertThat(owner().currency()).as("without wallets it is free again").isNull();
    }

    @ParameterizedTest
    @CsvSource({"usd", "XXXX", "''"})
    void shouldRefuseACurrencyThatIsNone(String currency) {
        refused(configure("c1", settings(currency, false)), Outcome.INVALID_SETTINGS);
        assertThat(owner).isNull();
    }

    @Test
    void shouldKeepTheCurrencyOfItsWallets() {
        open("w1", "USD");

        refused(configure("c1", settings("EUR", false)), Outcome.OWNER_CURRENCY);
        accepted(configure("c1", settings(null, false)));
        assertThat(owner().currency()).isEqualTo("USD");
        accepted(configure("c2", settings("USD", false)));
        assertThat(owner().currency()).isEqualTo("USD");
    }

    @Test
    void shouldKeepTheCurrencyOfWalletsThatHaveEnded() {
        opened("w1", "USD");
        moved("w1", "USD", WalletStatus.TERMINATED);

        refused(configure("c1", settings("EUR", false)), Outcome.OWNER_CURRENCY);
    }

    static Stream<Arguments> wallets() {
        return Stream.of(
                Arguments.of(List.of(), true),
                Arguments.of(List.of("ACTIVE"), true),
                Arguments.of(List.of("ACTIVE", "TERMINATED"), true),
                Arguments.of(List.of("ACTIVE", "FROZEN"), false),
                Arguments.of(List.of("ACTIVE", "OPENING"), false));
    }

    @ParameterizedTest
    @MethodSource("wallets")
    void shouldBecomeAnOwnerOfOneWalletOnlyWithAtMostOne(List<String> states, boolean possible) {
        for (int n = 0; n < states.size(); n++) {
            open("w" + n, "USD");
            if (!states.get(n).equals("OPENING")) {
                moved("w" + n, "USD", WalletStatus.valueOf(states.get(n)));
            }
        }

        OwnerDecision decision = configure("c1", settings(null, true));

        assertThat(decision.outcome()).isEqualTo(possible ? Outcome.ACCEPTED : Outcome.OWNER_HAS_WALLET);
    }

    @Test
    void shouldTakeOverThePaymentMethods() {
        Owner.Method visa = new Owner.Method("pm1", "acme", "visa", "4242", "12/30", "PRIMARY");

        OwnerDecision decision =
                accepted(command("c1", NOW, new OwnerInput.MethodsChanged("cus_1", List.of(visa)), "a"));

        assertThat(decision.message()).contains("methods");
        assertThat(owner().customerId()).isEqualTo("cus_1");
        assertThat(owner().methods()).containsExactly(visa);
        assertThat(owner().registered()).isTrue();
    }

    @Test
    void shouldSayWhatIsNotSupportedYet() {
        OwnerDecision decision = command("c1", NOW, new OwnerInput.NotYet("SettleInvoice"), "a");

        refused(decision, Outcome.NOT_SUPPORTED_YET);
        assertThat(decision.message()).contains("SettleInvoice");
        assertThat(owner).isNull();
    }

    // Repetition and time.

    @Test
    void shouldAnswerARepeatedCommandAsBefore() {
        accepted(configure("c1", settings("USD", false)));
        Owner before = owner();

        OwnerDecision again = configure("c1", settings("USD", false));

        assertThat(again.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(again.duplicate()).isTrue();
        assertThat(again.message()).isEqualTo("Owner registered.");
        assertThat(again.owner()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAnotherCommandUnderTheSameId() {
        accepted(configure("c1", settings("USD", false)));

        refused(configure("c1", settings("EUR", false)), Outcome.ID_CONFLICT);
        assertThat(owner().currency()).isEqualTo("USD");
    }

    @Test
    void shouldNotRememberWhatItRefused() {
        refused(configure("c1", settings("XXXX", false)), Outcome.INVALID_SETTINGS);

        assertThat(accepted(configure("c1", settings("USD", false))).duplicate())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"''", "'  '"})
    void shouldRefuseACommandWithoutId(String id) {
        refused(configure(id, Owner.Settings.DEFAULT), Outcome.NO_ID);
    }

    @Test
    void shouldKeepTheHousesPartWhateverIsSaidOfIt() {
        Owner.Settings terms = new Owner.Settings(null, ZoneId.of("Europe/Oslo"), "NOK", true, List.of());
        Owner.Profile profile = new Owner.Profile("Acme", null, null, null, null);
        accepted(configure("c1", terms));

        Owner.Settings page = new Owner.Settings(profile, ZoneId.of("UTC"), "USD", false, List.of("a@b.example"));
        accepted(command("c2", NOW, new OwnerInput.Configure(page, true), "a"));

        assertThat(owner().settings())
                .isEqualTo(new Owner.Settings(profile, ZoneId.of("Europe/Oslo"), "NOK", true, List.of("a@b.example")));
        assertThat(owner().currency()).isEqualTo("NOK");
    }

    static Stream<Arguments> times() {
        return Stream.of(
                Arguments.of(NOW - 7 * DAY - 1, Outcome.TOO_LATE),
                Arguments.of(NOW - 7 * DAY, Outcome.ACCEPTED),
                Arguments.of(NOW + DAY, Outcome.ACCEPTED),
                Arguments.of(NOW + DAY + 1, Outcome.IN_FUTURE));
    }

    @ParameterizedTest
    @MethodSource("times")
    void shouldTakeCommandsOfTheWindowOnly(long issuedAt, Outcome outcome) {
        OwnerDecision decision = command("c1", issuedAt, new OwnerInput.Configure(Owner.Settings.DEFAULT, false), "a");

        assertThat(decision.outcome()).as(decision.message()).isEqualTo(outcome);
    }

    @Test
    void shouldTakeNothingFromBeforeWhatItHasForgotten() {
        OwnerInput.Body change = new OwnerInput.Configure(Owner.Settings.DEFAULT, false);
        for (int n = 0; n <= CommandMemory.MAX_REMEMBERED; n++) {
            accepted(command("c" + n, NOW + n, change, "a"));
        }

        assertThat(owner().memory().remembered()).hasSize(CommandMemory.MAX_REMEMBERED);
        refused(command("c0", NOW, change, "a"), Outcome.TOO_LATE);
        refused(command("new", NOW, change, "a"), Outcome.TOO_LATE);
        assertThat(command("c1", NOW + 1, change, "a").duplicate()).isTrue();
        accepted(command("new", NOW + 1, change, "a"));
    }

    @Test
    void shouldNeverTakeAgainWhatItWouldTakeNoMore() {
        OwnerInput.Body change = new OwnerInput.Configure(Owner.Settings.DEFAULT, false);
        accepted(command("late", NOW + 500, change, "a"));
        for (int n = 0; n < CommandMemory.MAX_REMEMBERED; n++) {
            accepted(command("c" + n, NOW + 1000, change, "a"));
        }
        assertThat(owner().memory().takenAfterMillis()).isEqualTo(NOW + 500);

        accepted(command("d", NOW + 2000, change, "a"));

        assertThat(owner().memory().takenAfterMillis()).as("it only rises").isEqualTo(NOW + 1000);
    }

    // Openings.

    @Test
    void shouldTakeTheCurrencyOfTheFirstWalletAndRefuseOthers() {
        accepted(open("w1", "USD"));

        assertThat(owner().registered())
                .as("a wallet that opens does not register")
                .isFalse();
        assertThat(owner().currency()).isEqualTo("USD");
        assertThat(owner().wallets()).containsExactly(new OwnedWallet("w1", "USD", null));
        refused(open("w2", "EUR"), Outcome.OWNER_CURRENCY);
        accepted(open("w2", "USD"));
    }

    @Test
    void shouldLeaveARepeatedOpeningToTheWallet() {
        accepted(configure("c1", settings("USD", true)));
        accepted(open("w1", "USD"));
        Owner before = owner();

        accepted(open("w1", "EUR"));

        assertThat(owner()).isEqualTo(before);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(null, Outcome.OWNER_HAS_WALLET),
                Arguments.of(WalletStatus.ACTIVE, Outcome.OWNER_HAS_WALLET),
                Arguments.of(WalletStatus.FROZEN, Outcome.OWNER_HAS_WALLET),
                Arguments.of(WalletStatus.TERMINATED, Outcome.ACCEPTED));
    }

    @ParameterizedTest
    @MethodSource("others")
    void shouldOpenOneWalletAtATimeWhereOneIsWanted(@Nullable WalletStatus other, Outcome outcome) {
        accepted(configure("c1", settings("USD", true)));
        accepted(open("w1", "USD"));
        if (other != null) {
            moved("w1", "USD", other);
        }

        assertThat(open("w2", "USD").outcome()).isEqualTo(outcome);
    }

    @Test
    void shouldBoundTheWallets() {
        List<OwnedWallet> wallets = new ArrayList<>();
        for (int n = 1; n < OwnerEngine.MAX_WALLETS; n++) {
            wallets.add(new OwnedWallet("w" + n, "USD", WalletStatus.ACTIVE));
        }
        owner = Owner.unknown("acme").withWallets("USD", wallets);

        accepted(open("last", "USD"));
        refused(open("beyond", "USD"), Outcome.OWNER_HAS_WALLET);
    }

    @Test
    void shouldFollowItsWalletsThroughTheirLives() {
        open("w1", "USD");
        open("w2", "USD");

        moved("w1", "USD", WalletStatus.ACTIVE);
        moved("w1", "USD", WalletStatus.FROZEN);

        assertThat(owner().wallets())
                .containsExactly(new OwnedWallet("w1", "USD", WalletStatus.FROZEN), new OwnedWallet("w2", "USD", null));
    }

    @Test
    void shouldLearnOfAWalletThatItDidNotKnow() {
        moved("w1", "USD", WalletStatus.ACTIVE);
        moved("w2", "USD", WalletStatus.ACTIVE);

        assertThat(owner().currency()).isEqualTo("USD");
        assertThat(owner().wallets()).extracting(OwnedWallet::walletId).containsExactly("w1", "w2");
    }

    @Test
    void shouldForgetAnOpeningThatFailed() {
        open("w1", "USD");
        open("w2", "USD");

        failed("w1");
        assertThat(owner().wallets()).extracting(OwnedWallet::walletId).containsExactly("w2");
        assertThat(owner().currency()).isEqualTo("USD");
        failed("w2");
        assertThat(owner().wallets()).isEmpty();
        assertThat(owner().currency()).as("free for the next wallet").isNull();
    }

    @Test
    void shouldReturnToTheCurrencyItWasGivenWhenItsOnlyOpeningFailed() {
        accepted(configure("c1", settings("USD", false)));
        open("w1", "USD");

        failed("w1");

        assertThat(owner().currency()).isEqualTo("USD");
    }

    @Test
    void shouldNotForgetAWalletThatIsOpenOrThatItNeverKnew() {
        opened("w1", "USD");
        Owner before = owner();

        failed("w1");
        failed("w2");

        assertThat(owner()).isEqualTo(before);
    }

    // Inputs, as short as the tests need them.

    private OwnerDecision configure(String id, Owner.Settings settings) {
        return command(id, NOW, new OwnerInput.Configure(settings, false), settings.toString());
    }

    private OwnerDecision command(String id, long issuedAt, OwnerInput.Body body, String hashed) {
        return decide(new OwnerInput.Command(id, issuedAt, Fingerprint.of(hashed), body));
    }

    private OwnerDecision open(String walletId, String currency) {
        return decide(new OwnerInput.Opening(walletId, currency));
    }

    private void opened(String walletId, String currency) {
        accepted(open(walletId, currency));
        moved(walletId, currency, WalletStatus.ACTIVE);
    }

    private void moved(String walletId, String currency, WalletStatus status) {
        accepted(decide(new OwnerInput.WalletMoved(walletId, currency, status)));
    }

    private void failed(String walletId) {
        accepted(decide(new OwnerInput.OpeningFailed(walletId)));
    }

    private OwnerDecision decide(OwnerInput input) {
        Owner before = owner;
        OwnerDecision decision = engine.decide(before, "acme", input, NOW);
        if (decision.outcome() != Outcome.ACCEPTED) {
            assertThat(decision.owner()).as("a refusal changes nothing").isEqualTo(before);
        }
        owner = decision.owner();
        return decision;
    }

    private Owner owner() {
        return Objects.requireNonNull(owner, "Expected an owner, but there is none");
    }

    private static Owner.Settings settings(@Nullable String currency, boolean single) {
        return new Owner.Settings(null, ZoneId.of("UTC"), currency, single, List.of());
    }

    private static OwnerDecision accepted(OwnerDecision decision) {
        assertThat(decision.outcome()).as(decision.message()).isEqualTo(Outcome.ACCEPTED);
        assertThat(decision.duplicate()).isFalse();
        return decision;
    }

    private static void refused(OwnerDecision decision, Outcome outcome) {
        assertThat(decision.outcome()).as(decision.message()).isEqualTo(outcome);
        assertThat(decision.message()).isNotBlank();
    }
}

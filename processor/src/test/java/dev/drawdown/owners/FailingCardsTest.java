package dev.drawdown.owners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Policy;
import dev.drawdown.owners.FailingCards.Card;
import dev.drawdown.owners.FailingCards.Decline;
import dev.drawdown.owners.FailingCards.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cards that decline on several wallets of an owner within a day: found once, and again after they have been quiet. */
class FailingCardsTest {
    private static final long NOW = 1_772_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final Card OWN = new Card("", "DEFAULT");
    private static final Card BACKUP = new Card("", "BACKUP");
    private static final Card BUYERS = new Card("buyer-7", "DEFAULT");

    private final OwnerEngine engine = new OwnerEngine(Policy.DEFAULT);
    private @Nullable Owner owner;

    private @Nullable Finding decline(Card card, String walletId, long millis) {
        OwnerInput input = new OwnerInput.CardDeclined(new Decline(card, walletId, millis));
        OwnerDecision decision = engine.decide(owner, "acme", input, millis);
        owner = decision.owner();
        return decision.finding();
    }

    @Test
    void shouldFindACardThatDeclinesOnThreeWallets() {
        assertThat(decline(OWN, "w1", NOW)).isNull();
        assertThat(decline(OWN, "w1", NOW + 1)).isNull();
        assertThat(decline(OWN, "w2", NOW + 2)).isNull();

        assertThat(decline(OWN, "w3", NOW + 3)).isEqualTo(new Finding("w3", OWN, 4, 3, NOW));
    }

    @Test
    void shouldNotFindAnythingOnOneWalletHoweverOften() {
        for (int times = 0; times < 50; times++) {
            assertThat(decline(OWN, "w1", NOW + times)).isNull();
        }
    }

    @Test
    void shouldTellCardsApart() {
        decline(OWN, "w1", NOW);
        decline(OWN, "w2", NOW);
        assertThat(decline(BACKUP, "w3", NOW)).isNull();
        assertThat(decline(BUYERS, "w3", NOW)).isNull();
        decline(BUYERS, "w1", NOW);

        assertThat(decline(BUYERS, "w2", NOW + 9)).isEqualTo(new Finding("w2", BUYERS, 3, 3, NOW));
    }

    @Test
    void shouldCountOnlyWhatIsWithinTheWindow() {
        decline(OWN, "w1", NOW);
        decline(OWN, "w2", NOW + DAY);

        assertThat(decline(OWN, "w3", NOW + DAY + 1)).isNull();
        assertThat(decline(OWN, "w4", NOW + DAY + DAY)).isEqualTo(new Finding("w4", OWN, 3, 3, NOW + DAY));
    }

    @Test
    void shouldFindItOnceUntilItHasDeclinedOnFewerWallets() {
        decline(OWN, "w1", NOW);
        decline(OWN, "w2", NOW);
        assertThat(decline(OWN, "w3", NOW + 1)).isNotNull();
        assertThat(decline(OWN, "w4", NOW + 2)).isNull();
        assertThat(decline(OWN, "w1", NOW + DAY)).isNull();
        assertThat(decline(OWN, "w2", NOW + DAY + 3)).isNull();

        assertThat(decline(OWN, "w3", NOW + DAY + 4)).isEqualTo(new Finding("w3", OWN, 3, 3, NOW + DAY));
    }

    @Test
    void shouldForgetWhatOtherMethodsHaveDeclined() {
        decline(OWN, "w1", NOW);
        decline(OWN, "w2", NOW);
        Owner before = Objects.requireNonNull(owner);
        Owner.Method visa = new Owner.Method("pm1", "acme", "visa", "4242", "12/30", "DEFAULT");

        assertThat(before.withMethods("cus_1", List.of()).failing()).isEqualTo(before.failing());
        owner = before.withMethods("cus_1", List.of(visa));

        assertThat(decline(OWN, "w3", NOW)).isNull();
    }

    @Test
    void shouldKeepNoMoreThanSoMany() {
        for (int number = 0; number <= FailingCards.MAX_DECLINES; number++) {
            decline(OWN, "w" + number % 2, NOW + number);
        }

        assertThat(Objects.requireNonNull(owner).failing().declines())
                .hasSize(FailingCards.MAX_DECLINES)
                .first()
                .isEqualTo(new Decline(OWN, "w1", NOW + 1));
    }

    @Test
    void shouldNotFindACardAgainWhenAnotherDeclinesMoreOftenThanIsKept() {
        decline(BACKUP, "w1", NOW);
        decline(BACKUP, "w2", NOW + 1);
        assertThat(decline(BACKUP, "w3", NOW + 2)).isNotNull();
        for (int number = 0; number < FailingCards.MAX_DECLINES; number++) {
            decline(OWN, "w" + number % 4, NOW + 3 + number);
        }

        assertThat(decline(BACKUP, "w1", NOW + 1000)).isNull();
        assertThat(decline(BACKUP, "w4", NOW + 1001)).isNull();
        assertThat(Objects.requireNonNull(owner).failing().declines()).hasSize(FailingCards.MAX_DECLINES);
    }

    @Test
    void shouldForgetTheOldestWalletWhenEveryWalletHasDeclinedOnce() {
        for (int number = 0; number <= FailingCards.MAX_DECLINES; number++) {
            decline(OWN, "w" + number, NOW + number);
        }

        assertThat(Objects.requireNonNull(owner).failing().declines())
                .hasSize(FailingCards.MAX_DECLINES)
                .first()
                .isEqualTo(new Decline(OWN, "w1", NOW + 1));
    }

    @Test
    void shouldKnowTheMethodBehindACard() {
        Owner.Method own = new Owner.Method("pm1", "acme", "visa", "4242", "12/30", "DEFAULT");
        Owner.Method buyers = new Owner.Method("pm2", "buyer-7", "visa", "1881", "12/30", "DEFAULT");
        Owner acme = Owner.unknown("acme").withMethods("cus_1", List.of(buyers, own));

        assertThat(acme.method(OWN)).isEqualTo(own);
        assertThat(acme.method(BUYERS)).isEqualTo(buyers);
        assertThat(acme.method(BACKUP)).isNull();
    }
}

package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An id is used once: the same input again changes nothing, another under the same id is refused. */
final class IdempotencyTest {
    private final WalletFixture wallet = WalletFixture.funded("100");

    @Test
    void shouldDoNothingWhenAnEventComesAgain() {
        Input event = Events.usage("e1", "sms", "10", ChargeType.USAGE, wallet.now());
        accepted(wallet.send(event));
        Wallet before = wallet.wallet();

        Decision again = wallet.after(Duration.ofHours(1)).send(event);

        assertThat(again.outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(again.duplicate()).isTrue();
        assertThat(again.answer()).isNull();
        assertThat(again.postings()).isEmpty();
        assertThat(again.signals()).isEmpty();
        assertThat(again.memos()).isEmpty();
        assertThat(wallet.wallet()).isEqualTo(before);
    }

    @Test
    void shouldAnswerACommandThatComesAgainAsTheFirstTime() {
        Decision first = accepted(wallet.command("c1", Bodies.topUp("50")));
        wallet.usage("sms", "30");

        Decision again = wallet.command("c1", Bodies.topUp("50"));

        assertThat(again.outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(again.duplicate()).isTrue();
        assertThat(again.answer()).isEqualTo(first.answer());
        assertThat(again.answer())
                .isEqualTo(new Memo.Answer(Outcome.ACCEPTED, first.message(), Money.micros("150"), 2));
        assertThat(wallet.available()).isEqualTo("120");
    }

    @Test
    void shouldTakeACommandIssuedAgainByAnotherAtAnotherTimeForTheSame() {
        accepted(wallet.send(new Input.Command("c1", WalletFixture.ID, "anna", wallet.now(), Bodies.topUp("5"))));
        wallet.after(Duration.ofMinutes(1));

        Decision again =
                wallet.send(new Input.Command("c1", WalletFixture.ID, "ben", wallet.now() - 1000, Bodies.topUp("5")));

        assertThat(again.outcome()).isEqualTo(Outcome.DUPLICATE);
    }

    static Stream<Input> othersUnderTheSameId() {
        long at = WalletFixture.START;
        BigDecimal one = BigDecimal.ONE;
        Long ten = Money.micros("10");
        ChargeType type = ChargeType.USAGE;
        return Stream.of(
                new Input.Usage("e1", "w1", "other", "sms", "m", one, ten, null, type, at),
                new Input.Usage("e1", "w1", null, "sms", "m", one, ten, null, type, at),
                new Input.Usage("e1", "w1", "app", "email", "m", one, ten, null, type, at),
                new Input.Usage("e1", "w1", "app", "sms", "other", one, ten, null, type, at),
                new Input.Usage("e1", "w1", "app", "sms", null, one, ten, null, type, at),
                new Input.Usage("e1", "w1", "app", "sms", "m", BigDecimal.TWO, ten, null, type, at),
                new Input.Usage("e1", "w1", "app", "sms", "m", one, ten + 1, null, type, at),
                new Input.Usage("e1", "w1", "app", "sms", "m", one, ten, null, ChargeType.FIXED, at),
                new Input.Usage("e1", "w1", "app", "sms", "m", one, ten, null, type, at + 1),
                Events.lead("e1", "l1", "10", null, at),
                new Input.LeadReturned("e1", "w1", "l1", "buyer", null, at),
                new Input.Command("e1", "w1", "tester", at, Bodies.topUp("10")));
    }

    @ParameterizedTest
    @MethodSource("othersUnderTheSameId")
    void shouldRefuseAnotherBodyUnderAKnownId(Input other) {
        BigDecimal one = BigDecimal.ONE;
        accepted(wallet.send(new Input.Usage(
                "e1", "w1", "app", "sms", "m", one, Money.micros("10"), null, ChargeType.USAGE, wallet.now())));

        refused(wallet.send(other), Outcome.ID_CONFLICT);
    }

    static Stream<Input> otherLeadsUnderTheSameId() {
        long at = WalletFixture.START;
        Long ten = Money.micros("10");
        return Stream.of(
                new Input.LeadDelivered("e1", "w1", "l2", ten, null, "b", "c", "web", "app", "h", at),
                new Input.LeadDelivered("e1", "w1", "l1", ten + 1, null, "b", "c", "web", "app", "h", at),
                new Input.LeadDelivered(
                        "e1", "w1", "l1", null, Events.price("lead", "10"), "b", "c", "web", "app", "h", at),
                new Input.LeadDelivered("e1", "w1", "l1", ten, null, "c", "c", "web", "app", "h", at),
                new Input.LeadDelivered("e1", "w1", "l1", ten, null, null, "c", "web", "app", "h", at),
                new Input.LeadDelivered("e1", "w1", "l1", ten, null, "b", "d", "web", "app", "h", at),
                new Input.LeadDelivered("e1", "w1", "l1", ten, null, "b", "c", "sms", "app", "h", at),
                new Input.LeadDelivered("e1", "w1", "l1", ten, null, "b", "c", "web", null, "h", at),
                new Input.LeadDelivered("e1", "w1", "l1", ten, null, "b", "c", "web", "app", null, at),
                new Input.LeadDelivered("e1", "w1", "l1", ten, null, "b", "c", "web", "app", "h", at + 1));
    }

    @ParameterizedTest
    @MethodSource("otherLeadsUnderTheSameId")
    void shouldRefuseAnotherLeadUnderAKnownId(Input other) {
        accepted(wallet.send(new Input.LeadDelivered(
                "e1", "w1", "l1", Money.micros("10"), null, "b", "c", "web", "app", "h", wallet.now())));

        refused(wallet.send(other), Outcome.ID_CONFLICT);
    }

    @Test
    void shouldNotMindAnotherScaleOfTheSameQuantity() {
        Price price = Events.price("sms", "1");
        accepted(wallet.send(usageOf(new BigDecimal("2.50"), price)));

        assertThat(wallet.send(usageOf(new BigDecimal("2.5"), price)).outcome()).isEqualTo(Outcome.DUPLICATE);
    }

    @Test
    void shouldTakeAnEventForTheSameWhenOnlyThePriceHasChangedSince() {
        accepted(wallet.send(usageOf(BigDecimal.TEN, Events.price("sms", "1"))));

        assertThat(wallet.send(usageOf(BigDecimal.TEN, Events.price("sms", "2")))
                        .outcome())
                .isEqualTo(Outcome.DUPLICATE);
    }

    @Test
    void shouldHaveOneSpaceOfIdsForCommandsAndEvents() {
        accepted(wallet.command("x", Bodies.topUp("1")));

        refused(wallet.send(Events.usage("x", "sms", "1", ChargeType.USAGE, wallet.now())), Outcome.ID_CONFLICT);
        refused(wallet.command("x", Bodies.topUp("2")), Outcome.ID_CONFLICT);
        refused(wallet.command("x", Bodies.grant("1", Pool.PROMOTIONAL)), Outcome.ID_CONFLICT);
    }

    @Test
    void shouldNotRememberWhatWasRefused() {
        refused(wallet.command("c1", Bodies.deduct("500")), Outcome.INSUFFICIENT_FUNDS);

        accepted(wallet.command("c1", Bodies.deduct("50")));
    }

    @Test
    void shouldRememberAnIdUntilItWouldBeTooLate() {
        long tomorrow = wallet.now() + Duration.ofDays(1).toMillis();
        Input ahead = Events.usage("e1", "sms", "10", ChargeType.USAGE, tomorrow);
        accepted(wallet.send(ahead));

        wallet.after(Duration.ofDays(8));
        assertThat(wallet.send(ahead).outcome())
                .as("to the millisecond at which the window of its own time ends")
                .isEqualTo(Outcome.DUPLICATE);
        wallet.after(Duration.ofMillis(1));
        refused(wallet.send(ahead), Outcome.TOO_LATE);
        assertThat(wallet.available()).isEqualTo("90");
    }

    @Test
    void shouldAnswerADuplicateEvenOfATerminatedWallet() {
        accepted(wallet.command("end", Bodies.terminate()));

        assertThat(wallet.command("end", Bodies.terminate()).outcome()).isEqualTo(Outcome.DUPLICATE);
        refused(wallet.command("end2", Bodies.terminate()), Outcome.WALLET_TERMINATED);
    }

    @Test
    void shouldAnswerARepeatedOpeningWithItsFirstOutcome() {
        WalletFixture fresh = WalletFixture.opened();

        Decision again = fresh.command(WalletFixture.OPENING, Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC));

        assertThat(again.outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(again.answer()).isNotNull();
    }

    private Input usageOf(BigDecimal quantity, Price price) {
        return new Input.Usage(
                "e1", "w1", "app", "sms", "sms", quantity, null, price, ChargeType.USAGE, WalletFixture.START);
    }
}

package dev.drawdown.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.payments.BookEntry;
import dev.drawdown.payments.BookEntry.Charge;
import dev.drawdown.payments.BookEntry.Dispute;
import dev.drawdown.payments.BookEntry.Intent;
import dev.drawdown.payments.BookEntry.Invoice;
import dev.drawdown.payments.BookEntry.Refund;
import dev.drawdown.payments.BookEntry.Stage;
import dev.drawdown.payments.Traces;
import dev.drawdown.schemas.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a difference between the ledger and the provider's books, and what is not. */
final class ReconciliationTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant EARLIER = NOW.minus(Duration.ofDays(2));
    private static final Instant LATELY = NOW.minus(Duration.ofMinutes(5));
    private static final Duration SETTLING = Duration.ofMinutes(15);
    private static final String ID = "w/1/AUTO_RECHARGE/7";

    private final LedgerScript script = LedgerScript.of(ID);
    private final LedgerPayments ledger = new LedgerPayments();
    private final List<BookEntry> books = new ArrayList<>();

    private void booked(LedgerEntry... entries) {
        for (LedgerEntry entry : entries) {
            ledger.take(entry);
        }
    }

    private void intent(Stage stage, Instant at) {
        books.add(new Intent("pi_1", ID, stage, at));
    }

    private void charge(String id, @Nullable String intent, long dollars) {
        books.add(new Charge(id, null, intent, "USD", dollars * 1_000_000, EARLIER));
    }

    private void paidThere(long dollars) {
        intent(Stage.DONE, EARLIER);
        charge("ch_1", "pi_1", dollars);
    }

    private ReconcileReport compare() {
        return new Reconciliation(Instant.EPOCH, Instant.MAX, NOW, SETTLING)
                .compare(ledger, ProviderPayments.of(books));
    }

    private Verdict verdict() {
        List<ReconcileLine> lines = compare().lines();
        assertThat(lines).hasSize(1);
        return lines.getFirst().verdict();
    }

    /** The ledger's state of a request beside the provider's. */
    @ParameterizedTest
    @CsvSource({
        "paid,     paid,   AGREES",
        "paid,     open,   MISSING_AT_PROVIDER",
        "paid,     gone,   MISSING_AT_PROVIDER",
        "paid,     none,   MISSING_AT_PROVIDER",
        "pending,  paid,   MISSING_IN_LEDGER",
        "pending,  open,   IN_FLIGHT",
        "pending,  gone,   ENDED_AT_PROVIDER",
        "pending,  none,   MISSING_AT_PROVIDER",
        "advanced, paid,   MISSING_IN_LEDGER",
        "advanced, open,   IN_FLIGHT",
        "cleared,  paid,   AGREES",
        "reversed, gone,   AGREES",
        "reversed, paid,   MISSING_IN_LEDGER",
        "failed,   paid,   MISSING_IN_LEDGER",
        "failed,   open,   AGREES",
        "failed,   gone,   AGREES",
        "failed,   none,   AGREES",
        "late,     paid,   AGREES",
        "asked,    none,   AGREES",
        "asked,    open,   IN_FLIGHT",
        "asked,    gone,   AGREES",
        "asked,    paid,   MISSING_IN_LEDGER",
        "none,     paid,   NOT_ASKED_FOR",
        "none,     open,   NOT_ASKED_FOR"
    })
    void shouldJudgeEveryPairOfStates(String here, String there, Verdict verdict) {
        switch (here) {
            case "paid" -> booked(script.pending("25", EARLIER), script.paid("25", EARLIER));
            case "pending" -> booked(script.pending("25", EARLIER));
            case "advanced" -> booked(script.advanced("25", EARLIER));
            case "cleared" ->
                booked(
                        script.advanced("25", EARLIER),
                        script.completed("PAYMENT_CLEARED", "CREDIT", "25", EARLIER),
                        script.completed("SHORTFALL_SETTLED", "DEBIT", "3", EARLIER));
            case "reversed" ->
                booked(script.advanced("25", EARLIER), script.completed("TOP_UP_REVERSED", "DEBIT", "25", EARLIER));
            case "failed" -> booked(script.pending("25", EARLIER), script.failed("25", EARLIER));
            case "late" ->
                booked(script.pending("25", EARLIER), script.failed("25", EARLIER), script.paid("25", EARLIER));
            case "asked" -> ledger.take(script.request("25", EARLIER));
            default -> assertThat(here).isEqualTo("none");
        }
        switch (there) {
            case "paid" -> paidThere(25);
            case "open" -> intent(Stage.OPEN, EARLIER);
            case "gone" -> intent(Stage.GONE, EARLIER);
            default -> assertThat(there).isEqualTo("none");
        }

        assertThat(verdict()).isEqualTo(verdict);
    }

    @Test
    void shouldFindAnotherAmountAndAnotherCurrency() {
        booked(script.paid("25", EARLIER));
        paidThere(24);
        assertThat(verdict()).isEqualTo(Verdict.AMOUNT);

        LedgerPayments euros = new LedgerPayments();
        euros.take(script.in("EUR").paid("24", EARLIER));
        ReconcileReport report = new Reconciliation(Instant.EPOCH, Instant.MAX, NOW, SETTLING)
                .compare(euros, ProviderPayments.of(books));
        assertThat(report.count(Verdict.CURRENCY)).isOne();
        assertThat(report.table(9).getLast()).contains("ledger EUR, Stripe USD");
    }

    @Test
    void shouldFindWhoWasChargedTwice() {
        booked(script.paid("25", EARLIER));
        paidThere(25);
        books.add(new Intent("pi_2", ID, Stage.DONE, EARLIER));
        charge("ch_2", "pi_2", 25);

        assertThat(verdict()).isEqualTo(Verdict.MOVED_TWICE);
        assertThat(compare().table(9).getLast()).contains("25.00", "50.00", "2 times");
    }

    @Test
    void shouldFindAPaymentByItsChargesTraceWhereItsIntentIsOutOfSight() {
        booked(script.paid("25", EARLIER));
        books.add(new Charge("ch_1", ID, "pi_of_before", "USD", 25_000_000, EARLIER));

        assertThat(verdict()).isEqualTo(Verdict.AGREES);
    }

    @Test
    void shouldCountAnInvoiceOnceWhateverItsPaymentsSay() {
        booked(script.paid("25", EARLIER));
        books.add(new Charge("ch_1", null, "pi_1", "USD", 25_000_000, EARLIER));
        books.add(new Intent("pi_1", ID, Stage.DONE, EARLIER));
        books.add(new Invoice("in_1", ID, Stage.DONE, "USD", 25_000_000, List.of("pi_1"), EARLIER));

        assertThat(verdict()).isEqualTo(Verdict.AGREES);
    }

    @Test
    void shouldFindWhatWasGivenBackByHandAndIsNotBooked() {
        booked(script.paid("25", EARLIER));
        paidThere(25);
        books.add(new Refund("re_1", null, "pi_1", "ch_1", "USD", 4_000_000, Stage.OPEN, EARLIER));
        books.add(new Refund("re_2", null, "pi_1", "ch_1", "USD", 9_000_000, Stage.GONE, EARLIER));
        assertThat(verdict()).isEqualTo(Verdict.REFUNDS);
        assertThat(compare().table(9).getLast()).contains("refunded: ledger 0.00, Stripe 4.00");

        booked(
                script.completed("REFUND", "DEBIT", "4", EARLIER),
                script.completed("REFUND_SETTLED", "DEBIT", "4", EARLIER));
        assertThat(verdict()).isEqualTo(Verdict.AGREES);
    }

    @ParameterizedTest
    @CsvSource({
        "DONE, REFUND_SETTLED, AGREES",
        "DONE, '', MISSING_IN_LEDGER",
        "DONE, REFUND_FAILED, MISSING_IN_LEDGER",
        "OPEN, '', IN_FLIGHT",
        "OPEN, REFUND_SETTLED, MISSING_AT_PROVIDER",
        "GONE, REFUND_FAILED, AGREES",
        "GONE, '', ENDED_AT_PROVIDER"
    })
    void shouldHoldARefundThatWasAskedForAgainstItsOwnObject(Stage stage, String end, Verdict verdict) {
        String id = "w/1/REFUND/1";
        LedgerScript refund = LedgerScript.of(id);
        booked(refund.completed("REFUND", "DEBIT", "3", EARLIER), refund.completed("REFUND", "DEBIT", "1", EARLIER));
        if (!end.isEmpty()) {
            booked(refund.completed(end, "DEBIT", "4", EARLIER));
        }
        books.add(new Refund("re_1", id, "pi_1", "ch_1", "USD", 4_000_000, stage, EARLIER));

        assertThat(verdict()).isEqualTo(verdict);
    }

    @Test
    void shouldFindADisputeThatIsNotBookedAndOneThatIsOver() {
        booked(script.paid("25", EARLIER));
        paidThere(25);
        books.add(new Dispute("du_1", "pi_1", "ch_1", "USD", 25_000_000, EARLIER));
        assertThat(verdict()).isEqualTo(Verdict.DISPUTES);

        booked(script.completed("DISPUTE", "DEBIT", "20", EARLIER), script.completed("DISPUTE", "DEBIT", "5", EARLIER));
        assertThat(verdict()).isEqualTo(Verdict.AGREES);

        books.removeLast();
        books.add(new Dispute("du_1", "pi_1", "ch_1", "USD", 0, EARLIER));
        assertThat(verdict()).isEqualTo(Verdict.DISPUTES);
        booked(script.completed("DISPUTE", "CREDIT", "25", EARLIER));
        assertThat(verdict()).isEqualTo(Verdict.AGREES);
    }

    @Test
    void shouldCountAsInFlightWhatHasChangedLately() {
        booked(script.pending("25", LATELY));
        assertThat(verdict()).isEqualTo(Verdict.IN_FLIGHT);

        books.add(new Intent("pi_1", ID, Stage.DONE, LATELY));
        books.add(new Charge("ch_1", ID, "pi_1", "USD", 25_000_000, LATELY));
        assertThat(verdict()).isEqualTo(Verdict.IN_FLIGHT);
        assertThat(compare().differences()).isZero();
    }

    @Test
    void shouldCallWhatNobodyAskedForADifferenceAtAnyAge() {
        books.add(new Intent("pi_1", ID, Stage.OPEN, NOW));

        assertThat(verdict()).isEqualTo(Verdict.NOT_ASKED_FOR);
    }

    @Test
    void shouldLeaveAloneWhatIsSomebodyElses() {
        books.add(new Intent("pi_9", null, Stage.DONE, EARLIER));
        charge("ch_9", "pi_9", 3);
        books.add(new Refund("re_9", null, "pi_9", "ch_9", "USD", 1, Stage.DONE, EARLIER));
        books.add(new Dispute("du_9", null, "ch_9", "USD", 1, EARLIER));
        books.add(new Invoice("in_9", null, Stage.DONE, "USD", 1, List.of("pi_8"), EARLIER));

        assertThat(compare().lines()).isEmpty();
        assertThat(compare().table(9)).isEmpty();
        assertThat(compare().summary()).isEqualTo("0 payments: 0 agree, 0 in flight, 0 differ");
    }

    @Test
    void shouldKnowARequestByItsHashWhereItsNameIsTooLong() {
        String id = "w".repeat(600) + "/TOP_UP/1";
        ledger.take(LedgerScript.of(id).paid("25", EARLIER));
        books.add(new Intent("pi_1", Traces.value(id), Stage.DONE, EARLIER));
        charge("ch_1", "pi_1", 25);

        assertThat(verdict()).isEqualTo(Verdict.AGREES);
    }

    @Test
    void shouldChooseByWhenAPaymentWasAskedForAndTakeAllThatBecameOfIt() {
        booked(script.pending("25", EARLIER), script.paid("25", NOW.minus(SETTLING)));
        paidThere(25);
        ProviderPayments provider = ProviderPayments.of(books);

        Reconciliation of = new Reconciliation(EARLIER, EARLIER.plusMillis(1), NOW, SETTLING);
        assertThat(of.compare(ledger, provider).count(Verdict.AGREES)).isOne();
        Reconciliation before = new Reconciliation(Instant.EPOCH, EARLIER, NOW, SETTLING);
        assertThat(before.compare(ledger, provider).lines()).isEmpty();
        Reconciliation after = new Reconciliation(EARLIER.plusMillis(1), Instant.MAX, NOW, SETTLING);
        assertThat(after.compare(ledger, provider).lines()).isEmpty();
    }

    @Test
    void shouldSayItInATableAndASentence() {
        booked(script.paid("1025.5", EARLIER));
        ledger.take(LedgerScript.of("w2/TOP_UP/1").pending("5", EARLIER));
        ledger.take(LedgerScript.of("w3/TOP_UP/1").failed("5", EARLIER));
        books.add(new Intent("pi_9", "evil\u001b[2J/TOP_UP/1", Stage.OPEN, NOW));

        ReconcileReport report = compare();

        assertThat(report.table(9))
                .containsExactly(
                        "difference         payment               ledger  stripe       at stripe  note",
                        "missing at Stripe  w/1/AUTO_RECHARGE/7  1025.50       -  USD",
                        "missing at Stripe  w2/TOP_UP/1             5.00       -  USD             asked for, and never"
                                + " sent",
                        "not asked for      evil?[2J/TOP_UP/1          -    0.00       pi_9");
        assertThat(report.table(1)).hasSize(2);
        assertThat(report.summary())
                .isEqualTo("4 payments: 1 agree, 0 in flight, 3 differ (2 missing at Stripe, 1 not asked for)");
    }
}

package dev.drawdown.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.payments.BookEntry;
import dev.drawdown.payments.BookEntry.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReconcileCsvTest {
    private static final Instant AT = Instant.parse("2026-03-10T12:00:00Z");

    private static String csv(String requestId) throws IOException {
        LedgerPayments ledger = new LedgerPayments();
        ledger.take(LedgerScript.of(requestId).paid("25", AT));
        List<BookEntry> books = List.of(
                new BookEntry.Intent("pi_1", requestId, Stage.DONE, AT),
                new BookEntry.Charge("ch_1", null, "pi_1", "USD", 25_000_000, AT),
                new BookEntry.Refund("re_1", null, "pi_1", "ch_1", "USD", 1_250_000, Stage.DONE, AT));
        Instant now = AT.plus(Duration.ofDays(1));
        StringBuilder csv = new StringBuilder();
        ReconcileCsv.write(
                new Reconciliation(Instant.EPOCH, Instant.MAX, now, Duration.ZERO)
                        .compare(ledger, ProviderPayments.of(books)),
                csv);
        return csv.toString();
    }

    @Test
    void shouldWriteBothSidesOfEveryPayment() throws IOException {
        assertThat(csv("w1/TOP_UP/1"))
                .isEqualTo("result,request_id,wallet_id,purpose,currency,asked_at,ledger_amount,stripe_amount,"
                        + "ledger_refunded,stripe_refunded,ledger_disputed,stripe_disputed,stripe_ids,note\r\n"
                        + "refunds,w1/TOP_UP/1,w1,TOP_UP,USD,2026-03-10T12:00:00Z,25.00,25.00,"
                        + "0.00,1.25,0.00,0.00,pi_1 ch_1,\"refunded: ledger 0.00, Stripe 1.25\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u0000=1"})
    void shouldDisarmWhatASpreadsheetWouldTakeForAFormula(String walletId) throws IOException {
        String line = csv(walletId + "/TOP_UP/1").split("\r\n", 2)[1];

        assertThat(line).containsPattern("^refunds,\"?'").containsPattern(",\"?'[^,]*,TOP_UP,");
    }

    @Test
    void shouldQuoteWhatWouldEndACell() throws IOException {
        assertThat(csv("a \"b\", c/TOP_UP/1"))
                .contains("refunds,\"a \"\"b\"\", c/TOP_UP/1\",\"a \"\"b\"\", c\",TOP_UP,");
    }
}

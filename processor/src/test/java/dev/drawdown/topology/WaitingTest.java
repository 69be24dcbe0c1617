package dev.drawdown.topology;

import static dev.drawdown.topology.Rig.TOPICS;
import static dev.drawdown.topology.Rig.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.Price;
import dev.drawdown.topology.state.ParkingLot;
import dev.drawdown.wire.ProcessingMetrics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inputs that come before what they need, and records that come to the wrong place. */
class WaitingTest {
    private Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldApplyInOrderWhatCameBeforeItsWallet() {
        rig.send(Rig.usage("u1", "w", "1"));
        rig.send(Rig.lead("l1", "w", "L1", "2"));
        rig.send(Rig.usage("u1", "w", "1"));
        rig.send(Rig.usage("other", "elsewhere", "1"));
        rig.pass(Duration.ofSeconds(30));
        rig.open("w", "10");

        assertThat(rig.ledger()).extracting(LedgerEntry::getInputId).containsExactly("command-1", "u1", "l1");
        assertThat(rig.deadLetters()).isEmpty();
    }

    @Test
    void shouldGiveUpOnAWalletThatIsNotOpened() {
        rig.send(Rig.usage("u1", "w", "1"));
        String command = rig.command("w", Rig.topUp("5"));
        rig.pass(Duration.ofSeconds(59));
        assertThat(rig.deadLetters()).isEmpty();
        rig.pass(Duration.ofSeconds(2));

        List<TestRecord<byte[], byte[]>> letters = rig.deadLetters();
        assertThat(letters)
                .extracting(letter -> header(letter, "drawdown.error.code"))
                .containsExactly("NO_WALLET", "NO_WALLET");
        assertThat(letters)
                .extracting(letter -> header(letter, "drawdown.error.topic"))
                .containsExactly("usage.events", "wallet.commands");
        assertThat(rig.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getCommandId()).isEqualTo(command);
            assertThat(outcome.getCode()).isEqualTo("NO_WALLET");
            assertThat(outcome.getStatus()).isEqualTo("REJECTED");
        });
    }

    @Test
    void shouldApplyWhatWaitedForItsPrice() {
        rig.open("w", "10");
        rig.send(Rig.metered("u1", "w", "tokens", "100"));
        rig.send(Rig.usage("u2", "w", "1"));
        rig.pass(Duration.ofSeconds(10));
        rig.setPrice("price/tokens", Rig.price("tokens", "0.01"));
        rig.pass(Duration.ofSeconds(2));

        List<LedgerEntry> entries = rig.ledger();
        assertThat(entries).extracting(LedgerEntry::getInputId).containsExactly("command-1", "u2", "u1");
        assertThat(entries.getLast()).satisfies(entry -> {
            assertThat(entry.getAmount()).isEqualByComparingTo("1");
            assertThat(entry.getUnitPrice()).isEqualByComparingTo("0.01");
            assertThat(entry.getPriceVersion()).isEqualTo(7);
            assertThat(entry.getQuantity()).isEqualByComparingTo("100");
        });
    }

    @Test
    void shouldGiveUpOnAPriceThatDoesNotCome() {
        rig.open("w", "10");
        rig.send(Rig.metered("u1", "w", "tokens", "100"));
        rig.pass(Duration.ofSeconds(62));

        assertThat(rig.deadLetterCodes()).containsExactly("NO_PRICE");
    }

    @Test
    void shouldTakeTheMostSpecificPrice() {
        rig.setPrice("price/tokens", Rig.price("tokens", "1"));
        rig.setPrice("price/tokens/owner/owner-of-a", Rig.price("tokens", "2"));
        rig.setPrice("price/tokens/wallet/b", Rig.price("tokens", "3"));
        rig.setPrice("price/tokens/wallet/c", notYet());
        for (String wallet : List.of("a", "b", "c")) {
            rig.open(wallet, "10");
            rig.send(Rig.metered("u", wallet, "tokens", "1"));
        }
        rig.setPrice("price/tokens/wallet/b", Rig.price("tokens", "4"));
        rig.send(Rig.metered("u2", "b", "tokens", "1"));

        assertThat(rig.ledger())
                .filteredOn(entry -> entry.getReason().equals("USAGE"))
                .extracting(entry -> entry.getAmount().intValueExact())
                .containsExactly(2, 3, 1, 4);
    }

    @Test
    void shouldNotStopForAnUnreadableCatalog() {
        rig.open("w", "10");
        rig.sendBytes(TOPICS.walletCatalog, null, new byte[] {1});
        rig.sendBytes(TOPICS.walletCatalog, "price/tokens".getBytes(StandardCharsets.UTF_8), new byte[] {1});
        rig.send(Rig.metered("u1", "w", "tokens", "1"));
        rig.setPrice("price/tokens", Rig.price("tokens", "1"));
        rig.pass(Duration.ofSeconds(2));

        assertThat(rig.ledger()).hasSize(2);
    }

    @Test
    void shouldPutAsideAtOnceWhatFindsNoRoom() {
        rig.close();
        rig = new Rig(new ParkingLot.Limits(60_000, 2, 3, 1 << 20), ProcessingMetrics.NONE, 1);
        for (int i = 0; i < 3; i++) {
            rig.send(Rig.usage("u" + i, "w", "1"));
        }
        rig.send(Rig.usage("u", "v", "1"));
        rig.send(Rig.usage("u", "x", "1"));

        assertThat(rig.deadLetterCodes()).containsExactly("NO_WALLET", "NO_WALLET");
    }

    @Test
    void shouldSendOnWhatAForeignClientPutElsewhere() {
        rig.close();
        List<String> counted = new ArrayList<>();
        ProcessingMetrics metrics = new ProcessingMetrics() {
            @Override
            public void misplaced() {
                counted.add("misplaced");
            }
        };
        // The driver knows partition 0 only; of seven, that is the wrong one for "w".
        rig = new Rig(TopologySettings.DEFAULT_PARKING, metrics, 7);
        rig.open("w", "10");
        rig.send(Rig.usage("u1", "w", "1"));

        assertThat(counted).hasSize(2);
        assertThat(rig.ledger())
                .extracting(LedgerEntry::getSourceTopic)
                .containsExactly("wallet.commands", "usage.events");
    }

    @Test
    void shouldAnswerOnceForEachCommandThatWaited() {
        rig.command("c1", "w", Rig.topUp("5"));
        rig.open("w", "10");

        assertThat(rig.outcomes()).extracting(CommandOutcome::getCode).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(rig.balances().getLast().getAvailable()).isEqualByComparingTo("15");
    }

    private static CatalogEntry notYet() {
        CatalogEntry entry = Rig.price("tokens", "9");
        ((Price) entry.getBody()).setEffectiveFrom(Rig.START.plus(Duration.ofDays(1)));
        ((Price) entry.getBody()).setUnitPrice(new BigDecimal("9").setScale(18));
        return entry;
    }
}

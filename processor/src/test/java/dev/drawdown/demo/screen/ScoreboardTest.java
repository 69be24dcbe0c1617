package dev.drawdown.demo.screen;

import static dev.drawdown.demo.screen.Recorded.NOON;
import static dev.drawdown.demo.screen.Recorded.balance;
import static dev.drawdown.demo.screen.Recorded.entry;
import static dev.drawdown.demo.screen.Recorded.gate;
import static dev.drawdown.demo.screen.Recorded.level;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.demo.TrafficCounts;
import dev.drawdown.schemas.LedgerEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private final Map<String, Roster.Profile> profiles = new LinkedHashMap<>();
    private final Scoreboard scoreboard = new Scoreboard(NOON, new Roster(profiles), new TrafficCounts(), () -> 0);

    @Test
    void shouldCountATransactionOverSeveralTranchesAsOneDebit() {
        LedgerEntry first = entry("a", 2, "USAGE", "10", "-3");
        LedgerEntry second = entry("a", 3, "USAGE", "7", "-1");
        second.setTransactionId(first.getTransactionId());
        scoreboard.entry(first, NOON);
        scoreboard.entry(second, NOON);

        assertThat(scoreboard.debits()).isEqualTo(1);
        assertThat(picture().debitedMicros()).containsOnly(Map.entry("USD", 4_000_000L));
    }

    @Test
    void shouldNotCountCreditsAsDebits() {
        scoreboard.entry(entry("a", 1, "TOP_UP", "0", "10"), NOON);

        assertThat(scoreboard.debits()).isZero();
        assertThat(picture().debitedMicros()).isEmpty();
    }

    @Test
    void shouldGiveTheRateOfTheLastWholeSeconds() {
        for (int i = 0; i < 30; i++) {
            LedgerEntry entry = entry("a", i + 1, "USAGE", "100", "-1");
            entry.setRecordedAt(NOON.plusMillis(i * 100L));
            scoreboard.entry(entry, NOON.plusMillis(i * 100L + 40));
        }

        Picture picture = scoreboard.picture(NOON.plusSeconds(3));

        assertThat(picture.flow().debitsPerSecond()).isEqualTo(10);
        assertThat(picture.flow().perSecond()).endsWith(10L, 10L, 10L);
    }

    @Test
    void shouldMeasureFromTheEventToTheEntryReadBack() {
        scoreboard.entry(entry("a", 1, "USAGE", "10", "-1"), NOON.plusMillis(75));

        assertThat(picture().flow().medianMillis()).isEqualTo(75);
    }

    @Test
    void shouldTellOfAGateThatClosesAndOpensButNotOfItsFirstOpening() {
        scoreboard.balance(balance("a", 1, "10", "0"));
        scoreboard.gate(gate("a", "OPEN", "OPENED"));
        scoreboard.gate(gate("a", "PAUSED", "BALANCE_AT_FLOOR"));
        scoreboard.gate(gate("a", "OPEN", "BALANCE_ABOVE_FLOOR"));

        assertThat(picture().news())
                .extracting(news -> news.who() + ": " + news.words())
                .containsExactly("The a: deliveries paused: the money is used up", "The a: deliveries go on");
    }

    @Test
    void shouldSayWhichWayALevelChanged() {
        scoreboard.alert(level("a", "INFO", "WARNING", "12.5"));
        scoreboard.alert(level("a", "WARNING", "OK", "112.5"));

        assertThat(picture().news())
                .extracting(News::words)
                .containsExactly("now warning, 12.50 USD available", "back to ok, 112.50 USD available");
    }

    @Test
    void shouldShowKnownWalletsFirstAndInTheirOrder() {
        profiles.put("b", new Roster.Profile("sms", 0, true));
        profiles.put("a", new Roster.Profile("leads", 0, true));
        scoreboard.balance(balance("z", 1, "1", "0"));
        scoreboard.balance(balance("a", 1, "1", "0"));
        scoreboard.balance(balance("b", 1, "1", "0"));

        assertThat(picture().wallets()).extracting(Standing::name).containsExactly("The b", "The a", "The z");
    }

    @Test
    void shouldMeasureWhatIsLeftFromTheFloorToTheMostThatThereWas() {
        profiles.put("a", new Roster.Profile("leads", -10_000_000, true));
        scoreboard.balance(balance("a", 1, "30", "0"));
        scoreboard.balance(balance("a", 2, "10", "0"));

        assertThat(picture().wallets().getFirst().share()).isEqualTo(0.5);
    }

    @Test
    void shouldBoundItsNews() {
        for (int i = 0; i < 1_000; i++) {
            scoreboard.alert(level("a", "OK", "INFO", "1"));
        }

        assertThat(picture().news()).hasSizeLessThan(1_000);
        assertThat(scoreboard.newsCount()).isEqualTo(1_000);
    }

    private Picture picture() {
        return scoreboard.picture(NOON.plusSeconds(1));
    }
}

package dev.drawdown.demo.screen;

import static dev.drawdown.demo.screen.Recorded.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveBlockTest {
    private static final Look COLOURED = new Look(true, true);
    private static final Look PLAIN = new Look(false, true);
    private static final String ESCAPES = "\u001b\\[[0-9;]*m";

    @ParameterizedTest
    @CsvSource({"40,10", "60,24", "80,24", "80,25", "100,40", "120,50", "200,30", "200,70", "20,3"})
    void shouldFitTheTerminal(int width, int height) {
        List<String> block = new LiveBlock(COLOURED, ZoneOffset.UTC).draw(picture(33), width, height);

        assertThat(block).hasSizeBetween(1, height - 1);
        assertThat(block)
                .allSatisfy(line ->
                        assertThat(line.replaceAll(ESCAPES, "").length()).isLessThan(Math.max(width, 42)));
    }

    @Test
    void shouldShowFiguresWalletsNewsAndTheProof() {
        String block = String.join("\n", new LiveBlock(PLAIN, ZoneOffset.UTC).draw(picture(3), 110, 40));

        assertThat(block)
                .contains("198/s", "12,345 so far", "62 ms", "lag 7")
                .contains("1,234.57 USD")
                .contains("120 duplicates ignored", "12 dead letters", "45 held back by gates")
                .contains("Wallet 0", "leads", "PAUSED", "−50.00")
                .contains("12:00:00  gate", "deliveries paused")
                .contains("credits 2,000.00 − debits 1,234.57 − balances 765.43 = 0 ✓");
    }

    @Test
    void shouldShowWhatNeedsAttentionWhereThereIsNoRoomForAll() {
        List<String> block = new LiveBlock(PLAIN, ZoneOffset.UTC).draw(picture(33), 100, 24);

        assertThat(block).anyMatch(line -> line.startsWith("Wallet 0") && line.contains("PAUSED"));
        assertThat(block).anyMatch(line -> line.contains("more that need less attention"));
    }

    @Test
    void shouldSayThatMoneyWasLost() {
        Picture whole = picture(1);
        Picture broken = new Picture(
                whole.uptime(),
                whole.flow(),
                whole.incidents(),
                whole.debitedMicros(),
                List.of(new Conservation.Sum("USD", 10, 5, 4)),
                0,
                whole.wallets(),
                whole.news());

        assertThat(new LiveBlock(PLAIN, ZoneOffset.UTC).draw(broken, 100, 40))
                .anyMatch(line -> line.endsWith("= 0.000001 BROKEN"));
    }

    @Test
    void shouldWriteOnlyAsciiWhereNothingElseIsShown() {
        Look ascii = Look.of(StandardCharsets.US_ASCII, false);

        for (String line : new LiveBlock(ascii, ZoneOffset.UTC).draw(picture(33), 120, 60)) {
            assertThat(line).matches("[\\x20-\\x7e]*");
        }
    }

    @Test
    void shouldWriteNoEscapeCodesWithoutColours() {
        assertThat(new LiveBlock(PLAIN, ZoneOffset.UTC).draw(picture(33), 120, 60))
                .noneMatch(line -> line.contains("\u001b"));
    }

    static Picture picture(int walletCount) {
        List<Standing> wallets = new ArrayList<>();
        for (int i = 0; i < walletCount; i++) {
            wallets.add(
                    i == 0
                            ? new Standing("Wallet 0", "leads", "USD", -50_000_000, 0, "IN_ALARM", "PAUSED")
                            : new Standing("Wallet " + i, "sms", "USD", i * 1_234_567_000L, i / 33.0, "OK", "OPEN"));
        }
        return new Picture(
                Duration.ofSeconds(83),
                new Picture.Flow(198.4, List.of(1L, 100L, 200L), 12_345, 7, 62, 140),
                new Picture.Incidents(120, 12, 45, 3),
                new TreeMap<>(Map.of("USD", 1_234_567_890L)),
                List.of(new Conservation.Sum("USD", 2_000_000_000L, 1_234_567_890L, 765_432_110L)),
                0,
                wallets,
                List.of(new News(NOON, "gate", "Wallet 0", "deliveries paused: the money is used up", Tone.BAD)));
    }
}

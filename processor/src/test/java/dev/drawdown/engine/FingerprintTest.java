package dev.drawdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Fingerprints stand for ids: the same for the same, apart for all others, and spread over all their bits. */
final class FingerprintTest {
    @Test
    void shouldBeTheSameForTheSameId() {
        assertThat(Fingerprint.of("order-1")).isEqualTo(Fingerprint.of("order-" + 1));
        assertThat(Fingerprint.ofLead("l", "b")).isEqualTo(Fingerprint.ofLead("l", "b"));
    }

    @Test
    void shouldNeverMeetForIdsThatLookAlike() {
        Set<Long> highs = new HashSet<>();
        Set<Long> lows = new HashSet<>();
        for (int n = 0; n < 100_000; n++) {
            Fingerprint fingerprint = Fingerprint.of("event-" + n);
            highs.add(fingerprint.high());
            lows.add(fingerprint.low());
        }
        assertThat(highs).as("each half alone tells them apart").hasSize(100_000);
        assertThat(lows).hasSize(100_000);
    }

    @Test
    void shouldTellIdsOfEachLengthApart() {
        Set<Fingerprint> all = new HashSet<>();
        for (int length = 0; length < 300; length++) {
            all.add(Fingerprint.of("a".repeat(length)));
            all.add(Fingerprint.of("\u0000".repeat(length)));
        }
        assertThat(all).as("the empty id is common to both").hasSize(599);
    }

    @Test
    void shouldNotRunTwoFieldsIntoOneAnother() {
        assertThat(Set.of(
                        Fingerprint.ofLead("ab", "c"),
                        Fingerprint.ofLead("a", "bc"),
                        Fingerprint.ofLead("abc", ""),
                        Fingerprint.ofLead("abc", null),
                        Fingerprint.ofLead("", "abc"),
                        Fingerprint.of("abc")))
                .hasSize(6);
    }

    @Test
    void shouldChangeAboutHalfTheBitsWithEachCharacter() {
        int changed = 0;
        for (int n = 0; n < 1000; n++) {
            Fingerprint one = Fingerprint.of("event-" + n);
            Fingerprint other = Fingerprint.of("event-" + n + "x");
            changed += Long.bitCount(one.high() ^ other.high()) + Long.bitCount(one.low() ^ other.low());
        }
        assertThat(changed / 1000).isBetween(60, 68);
    }
}

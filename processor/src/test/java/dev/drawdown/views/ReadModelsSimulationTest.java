package dev.drawdown.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.LedgerEntry;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The read models against a model that goes through everything, over histories in which topics arrive in any order among
 * themselves, processes die, records come again, and somebody deletes the folder.
 */
class ReadModelsSimulationTest {
    private static final int WALLETS = 4;
    private static final List<Feed> FEEDS = List.of(Feed.values());
    private static final List<String> ZONES = List.of("UTC", "Asia/Kathmandu", "America/New_York", "Pacific/Chatham");

    @TempDir
    private Path folder = Path.of("");

    static List<Long> seeds() {
        String given = System.getProperty("drawdown.seed");
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 15; seed++) {
            seeds.add(seed);
        }
        return given == null ? seeds : List.of(Long.parseLong(given));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldAnswerAsIfItHadReadEverythingOnce(long seed) {
        Random random = new Random(seed);
        Ledgers ledgers = new Ledgers(seed, WALLETS, 400);
        try (ShelfRig rig = new ShelfRig(folder)) {
            play(rig, ledgers, random);

            NaiveViews naive = new NaiveViews(ledgers);
            for (int i = 0; i < WALLETS; i++) {
                String wallet = "wallet-" + i;
                compareHistory(rig, naive, wallet, random);
                compareUsage(rig, naive, wallet);
                compareExplanations(rig, naive, wallet, ledgers);
            }
            assertThat(rig.conservation().values())
                    .allSatisfy(sum -> assertThat(sum.waiting()).isZero());
            long wallets = rig.conservation().values().stream()
                    .mapToLong(ConservationSum::wallets)
                    .sum();
            assertThat(wallets).isEqualTo(WALLETS);
        }
    }

    private static void play(ShelfRig rig, Ledgers ledgers, Random random) {
        Map<Feed, Integer> next = new EnumMap<>(Feed.class);
        Arrays.stream(Feed.values()).forEach(feed -> next.put(feed, 0));
        while (next.entrySet().stream()
                .anyMatch(each -> each.getValue() < ledgers.topic(each.getKey()).size())) {
            Feed feed = FEEDS.get(random.nextInt(FEEDS.size()));
            for (int more = random.nextInt(60); more > 0; more--) {
                int offset = next.getOrDefault(feed, 0);
                if (offset < ledgers.topic(feed).size()) {
                    rig.put(feed, ledgers.topic(feed).get(offset), offset);
                    next.put(feed, offset + 1);
                }
            }
            int chance = random.nextInt(40);
            if (chance < 10) {
                rig.write();
                assertConserved(rig);
            } else if (chance < 14 && next.getOrDefault(feed, 0) > 0) {
                rig.commit(feed, next.getOrDefault(feed, 0) - 1);
            } else if (chance == 38) {
                rig.crash();
                Arrays.stream(Feed.values()).forEach(each -> next.put(each, (int) rig.committed(each) + 1));
            } else if (chance == 39 && random.nextInt(4) == 0) {
                rig.delete();
                Arrays.stream(Feed.values()).forEach(each -> next.put(each, 0));
            }
        }
        rig.write();
        assertConserved(rig);
    }

    private static void assertConserved(ShelfRig rig) {
        assertThat(rig.conservation().values()).allSatisfy(sum -> {
            assertThat(sum.differenceMicros()).isZero();
            assertThat(sum.breaks()).isZero();
        });
    }

    private static void compareHistory(ShelfRig rig, NaiveViews naive, String wallet, Random random) {
        for (int i = 0; i < 12; i++) {
            Long from = random.nextBoolean() ? null : someMillis(random);
            Long to = random.nextBoolean() ? null : someMillis(random);
            HistoryFilter filter = new HistoryFilter(
                    random.nextBoolean() ? null : "call",
                    random.nextBoolean() ? null : "crm",
                    random.nextBoolean() ? null : random.nextBoolean(),
                    from,
                    to);
            int limit = random.nextInt(1, 20);
            List<Long> seqs = new ArrayList<>();
            Long cursor = null;
            do {
                Long before = cursor;
                HistoryPage page = rig.read(wallet, reading -> reading.history(filter, before, limit));
                assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
                page.entries().forEach(entry -> seqs.add(entry.getSeq()));
                cursor = page.nextBeforeSeq();
            } while (cursor != null);
            assertThat(seqs).isEqualTo(naive.history(wallet, filter));
        }
    }

    private static long someMillis(Random random) {
        return Ledgers.START.toEpochMilli() + random.nextLong(0, 3 * 24 * 3_600_000L);
    }

    private static void compareUsage(ShelfRig rig, NaiveViews naive, String wallet) {
        for (String zone : ZONES) {
            for (int month = 1; month <= 2; month++) {
                MonthInZone range = new MonthInZone(YearMonth.of(2026, month), ZoneId.of(zone));
                Map<Facet, UsageTotals> usage =
                        rig.read(wallet, reading -> reading.usage(range.startMillis(), range.endMillis()));
                Map<Facet, UsageTotals> expected = naive.usage(wallet, range.startMillis(), range.endMillis());
                assertThat(usage.keySet()).isEqualTo(expected.keySet());
                expected.forEach((facet, totals) -> {
                    UsageTotals found = usage.getOrDefault(facet, UsageTotals.NONE);
                    assertThat(found.quantity()).isEqualByComparingTo(totals.quantity());
                    assertThat(found)
                            .usingRecursiveComparison()
                            .ignoringFields("quantity")
                            .isEqualTo(totals);
                });
            }
        }
    }

    private static void compareExplanations(ShelfRig rig, NaiveViews naive, String wallet, Ledgers ledgers) {
        TreeSet<String> inputs = new TreeSet<>();
        ledgers.entries.forEach(entry -> inputs.add(entry.getInputId()));
        for (String input : inputs) {
            Explanation explanation = rig.read(wallet, reading -> reading.explain(input));
            assertThat(explanation.entries()).extracting(LedgerEntry::getSeq).isEqualTo(naive.seqsOf(wallet, input));
            assertThat(explanation.alerts())
                    .extracting(BalanceAlert::getAlertId)
                    .isEqualTo(naive.alertsOf(wallet, input).stream()
                            .map(BalanceAlert::getAlertId)
                            .toList());
        }
    }
}

package dev.drawdown.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.LedgerEntry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadModelsTest {
    @TempDir
    private Path folder = Path.of("");

    private static LedgerEntry usage(long seq) {
        return Ledgers.entry("w", seq, "event-" + seq, "DEBIT", "USAGE", 1);
    }

    @Test
    void shouldTurnPagesWithoutGapOrRepetitionWhileEntriesKeepComing() {
        try (ShelfRig rig = new ShelfRig(folder)) {
            for (long seq = 1; seq <= 500; seq++) {
                rig.put(Feed.LEDGER, usage(seq), seq);
            }
            rig.write();
            AtomicLong written = new AtomicLong(500);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (long seq = 501; seq <= 3_000; seq++) {
                    rig.put(Feed.LEDGER, usage(seq), seq);
                    rig.write();
                    written.set(seq);
                }
            });

            for (int round = 0; round < 5; round++) {
                long atLeast = written.get();
                List<Long> seen = new ArrayList<>();
                Long cursor = null;
                do {
                    Long before = cursor;
                    HistoryPage page = rig.read("w", reading -> reading.history(HistoryFilter.ALL, before, 7));
                    page.entries().forEach(entry -> seen.add(entry.getSeq()));
                    cursor = page.nextBeforeSeq();
                } while (cursor != null);

                long newest = seen.getFirst();
                assertThat(newest).isGreaterThanOrEqualTo(atLeast);
                assertThat(seen)
                        .isEqualTo(LongStream.rangeClosed(1, newest)
                                .mapToObj(behind -> newest + 1 - behind)
                                .toList());
            }
            writing.join();
        }
    }

    @Test
    void shouldGoOnWithAnEmptyPageWhenNothingWasFoundYet() {
        try (ShelfRig rig = new ShelfRig(folder)) {
            int entries = WalletReading.MAX_LOOKED_AT + 10;
            for (long seq = 1; seq <= entries; seq++) {
                LedgerEntry entry = usage(seq);
                entry.setCategory(seq == 1 ? "rare" : "sms");
                rig.put(Feed.LEDGER, entry, seq);
            }
            rig.write();
            HistoryFilter rare = new HistoryFilter("rare", null, null, null, null);

            HistoryPage first = rig.read("w", reading -> reading.history(rare, null, 5));
            HistoryPage second = rig.read("w", reading -> reading.history(rare, first.nextBeforeSeq(), 5));

            assertThat(first.entries()).isEmpty();
            assertThat(first.nextBeforeSeq()).isEqualTo(11);
            assertThat(second.entries()).extracting(LedgerEntry::getSeq).containsExactly(1L);
            assertThat(second.nextBeforeSeq()).isNull();
        }
    }

    @Test
    void shouldForgetWhatHasLeftTheRetentionAndKeepItsSums() {
        Ledgers ledgers = new Ledgers(3, 5, 300);
        try (ShelfRig rig = new ShelfRig(folder)) {
            for (Feed feed : Feed.values()) {
                rig.putAll(feed, ledgers.topic(feed));
            }
            ConservationSum before = rig.conservation().getOrDefault("USD", ConservationSum.NONE);
            // From the middle of what there is.
            long horizon = ledgers.entries
                    .get(ledgers.entries.size() / 2)
                    .getRecordedAt()
                    .toEpochMilli();
            rig.now = Instant.ofEpochMilli(horizon).plus(ShelfRig.RETENTION);

            rig.sweep();

            HistoryFilter kept = new HistoryFilter(null, null, null, horizon, null);
            NaiveViews naive = new NaiveViews(ledgers);
            for (int i = 0; i < 5; i++) {
                String wallet = "wallet-" + i;
                HistoryPage all = rig.read(wallet, reading -> reading.history(HistoryFilter.ALL, null, 10_000));
                assertThat(all.entries())
                        .extracting(LedgerEntry::getSeq)
                        .isEqualTo(naive.history(wallet, kept))
                        .hasSizeLessThan(
                                naive.history(wallet, HistoryFilter.ALL).size());
            }
            for (LedgerEntry entry : ledgers.entries) {
                boolean isKept = entry.getRecordedAt().toEpochMilli() >= horizon;
                Explanation explanation = rig.read(entry.getWalletId(), reading -> reading.explain(entry.getInputId()));
                assertThat(explanation.entries().isEmpty()).isEqualTo(!isKept);
            }
            long day = Duration.ofDays(1).toMillis();
            Map<Facet, UsageTotals> forgotten = rig.read("wallet-0", reading -> reading.usage(0, horizon / day * day));
            assertThat(forgotten).isEmpty();
            assertThat(rig.conservation()).containsEntry("USD", before);
        }
    }

    @Test
    void shouldNotTakeAnEarlierRefusalForTheOutcomeOfACommand() {
        try (ShelfRig rig = new ShelfRig(folder)) {
            rig.putAll(Feed.LEDGER, List.of(Ledgers.entry("w", 1, "top-up", "CREDIT", "TOP_UP", 5)));
            rig.putAll(Feed.OUTCOMES, List.of(outcome("REJECTED", 1)));
            assertThat(rig.<Boolean>read("w", reading -> reading.hasRead("deduct")))
                    .as("refused, and perhaps sent again")
                    .isFalse();

            rig.putAll(Feed.OUTCOMES, List.of(outcome("REJECTED", 1), outcome("ACCEPTED", 2)));
            assertThat(rig.<Boolean>read("w", reading -> reading.hasRead("deduct")))
                    .as("accepted, but its entry is still to come")
                    .isFalse();

            rig.putAll(Feed.LEDGER, List.of(Ledgers.entry("w", 2, "deduct", "DEBIT", "DEDUCTION", 5)));
            assertThat(rig.<Boolean>read("w", reading -> reading.hasRead("deduct")))
                    .isTrue();
        }
    }

    private static CommandOutcome outcome(String status, long seq) {
        return CommandOutcome.newBuilder()
                .setCommandId("deduct")
                .setWalletId("w")
                .setStatus(status)
                .setDuplicate(false)
                .setCode(status)
                .setMessage("")
                .setSeq(seq)
                .setAt(Ledgers.START)
                .build();
    }

    @Test
    void shouldCountWhatACardPaysOnceAndWhenItIsUsed() {
        List<LedgerEntry> entries = List.of(
                onCard(1, "delivered", "PENDING", 5, "lead-1"),
                onCard(2, "given back", "PENDING", 3, "lead-2"),
                onCard(3, "returned", "VOIDED", 3, "lead-2"),
                onCard(4, "not collected", "PENDING", 4, "lead-3"),
                ofPayment(5, "CARD_CHARGE", 5),
                ofPayment(6, "SHORTFALL", 4),
                Ledgers.entry("w", 7, "used beyond credit", "DEBIT", "SHORTFALL", 2));
        try (ShelfRig rig = new ShelfRig(folder)) {
            rig.putAll(Feed.LEDGER, entries);

            long day = Duration.ofDays(1).toMillis();
            long from = Ledgers.START.toEpochMilli() / day * day;
            Map<Facet, UsageTotals> usage = rig.read("w", reading -> reading.usage(from, from + day));

            BigDecimal none = BigDecimal.valueOf(0, 18);
            assertThat(usage)
                    .containsOnly(
                            Map.entry(new Facet("lead", null, null), new UsageTotals(3, 1, none, 12, 3)),
                            Map.entry(new Facet(null, null, null), new UsageTotals(1, 0, none, 2, 0)));
        }
    }

    private static LedgerEntry onCard(long seq, String input, String status, long micros, String leadId) {
        LedgerEntry entry = Ledgers.entry("w", seq, input, "DEBIT", "CARD_CHARGE", micros);
        entry.setStatus(status);
        entry.setCategory("lead");
        entry.setLeadId(leadId);
        return entry;
    }

    private static LedgerEntry ofPayment(long seq, String reason, long micros) {
        LedgerEntry entry = Ledgers.entry("w", seq, "answer-" + seq, "DEBIT", reason, micros);
        entry.setPaymentId("w/LEAD_CARD/1");
        return entry;
    }

    @Test
    void shouldLeaveOutWhatCannotBeRead() {
        try (ShelfRig rig = new ShelfRig(folder)) {
            rig.putBytes(Feed.LEDGER, "nonsense".getBytes(StandardCharsets.UTF_8), 0);
            rig.put(Feed.LEDGER, usage(1), 1);
            rig.write();

            assertThat(rig.shelves.unreadable()).isEqualTo(1);
            assertThat(rig.read("w", WalletReading::seq)).isEqualTo(1);
        }
    }

    @Test
    void shouldFollowAWalletFromWhereOneStopped() {
        Ledgers ledgers = new Ledgers(5, 1, 200);
        try (ShelfRig rig = new ShelfRig(folder)) {
            rig.putAll(Feed.LEDGER, ledgers.entries.subList(0, 50));
            rig.putAll(Feed.ALERTS, ledgers.alerts.subList(0, 5));
            LiveCursor end = rig.read("wallet-0", WalletReading::liveEnd);
            assertThat(end).isEqualTo(new LiveCursor(50, 4));
            for (Feed feed : Feed.values()) {
                rig.putAll(feed, ledgers.topic(feed));
            }

            List<Long> seqs = new ArrayList<>();
            List<String> alerts = new ArrayList<>();
            LiveCursor cursor = end;
            LivePage page;
            do {
                LiveCursor from = Objects.requireNonNull(LiveCursor.parse(cursor.toString()));
                assertThat(from).isEqualTo(cursor);
                page = rig.read("wallet-0", reading -> reading.since(from, 20));
                for (LedgerEntry entry : page.entries()) {
                    seqs.add(entry.getSeq());
                    cursor = new LiveCursor(entry.getSeq(), cursor.alertOffset());
                }
                for (LivePage.Alert alert : page.alerts()) {
                    alerts.add(alert.alert().getAlertId());
                    cursor = new LiveCursor(cursor.seq(), alert.offset());
                }
            } while (page.hasMore());

            assertThat(seqs)
                    .isEqualTo(LongStream.rangeClosed(51, ledgers.entries.size())
                            .boxed()
                            .toList());
            assertThat(alerts)
                    .hasSize(ledgers.alerts.size() - 5)
                    .startsWith("alert-5")
                    .doesNotHaveDuplicates();
        }
    }
}

package dev.drawdown.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.PlaceHold;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class DemoTrafficTest {
    private static final Topics TOPICS = Topics.unprefixed();
    private static final Instant NOW = Instant.parse("2026-03-05T14:30:00Z");

    private final DemoWorld world = new DemoWorld(TOPICS, NOW);
    private final GateTable gates = new GateTable();
    private final TrafficCounts counts = new TrafficCounts();
    private final DemoTraffic traffic = traffic(NOW);

    @Test
    void shouldSendNothingToAWalletThatIsNotOpenYet() {
        assertThat(events(500)).isEmpty();
        assertThat(counts.heldBackByGates()).isZero();
    }

    @Test
    void shouldHoldBackWhatAClosedGateForbids() {
        openAll();
        close("corner-barber", "PAUSED", "BALANCE_AT_FLOOR");

        List<Shipment> sent = events(3_000);

        assertThat(counts.heldBackByGates()).isPositive();
        assertThat(sent.size()).isEqualTo(3_000 - counts.heldBackByGates() + counts.duplicates() + counts.bad());
        assertThat(values(sent, UsageEvent.class))
                .filteredOn(event -> event.getWalletId().equals("corner-barber"))
                // What goes wrong does not ask.
                .hasSizeLessThanOrEqualTo((int) counts.bad());
    }

    @Test
    void shouldGoOnDeliveringInGrace() {
        openAll();
        close("northgate-auto", "GRACE", "BALANCE_AT_FLOOR");

        assertThat(values(events(5_000), LeadEvent.class))
                .anyMatch(lead -> lead.getWalletId().equals("northgate-auto"));
    }

    @Test
    void shouldDrawOnEveryWallet() {
        openAll();

        Set<String> keys = new HashSet<>();
        events(20_000).forEach(shipment -> keys.add(shipment.key()));

        assertThat(keys)
                .containsAll(world.wallets().stream().map(DemoWallet::id).toList());
    }

    @Test
    void shouldMakeTheSameTrafficFromTheSameSeed() {
        openAll();

        assertThat(events(traffic(NOW), 2_000)).isEqualTo(events(traffic(NOW), 2_000));
    }

    @Test
    void shouldNotRepeatTheIdsOfAnEarlierRun() {
        openAll();
        Set<String> earlier = ids(events(2_000));

        assertThat(ids(events(traffic(NOW.plusMillis(1)), 2_000))).doesNotContainAnyElementsOf(earlier);
    }

    @Test
    void shouldSendADuplicateAndABadRecordNowAndThen() {
        openAll();

        List<Shipment> sent = events(20_000);

        assertThat(counts.duplicates()).isBetween(300L, 700L);
        assertThat(counts.bad()).isBetween(20L, 100L);
        assertThat(sent).anyMatch(Shipment.Raw.class::isInstance);
        assertThat(new HashSet<>(sent).size()).isLessThan(sent.size());
    }

    @Test
    void shouldDeliverAStrictBuyersLeadOnlyAfterItsHoldWasGranted() {
        openAll();
        List<String> holds = values(events(20_000), WalletCommand.class).stream()
                .filter(command -> command.getBody() instanceof PlaceHold)
                .map(WalletCommand::getCommandId)
                .toList();
        assertThat(holds).hasSizeGreaterThan(20);
        assertThat(traffic.consequences(NOW.plusSeconds(60))).noneMatch(DemoTrafficTest::capturesAHold);

        holds.subList(0, 20).forEach(hold -> traffic.answered(outcome(hold, "ACCEPTED"), NOW));
        holds.subList(20, holds.size()).forEach(hold -> traffic.answered(outcome(hold, "REJECTED"), NOW));

        List<Shipment> followed = traffic.consequences(NOW.plusSeconds(10));
        assertThat(values(followed, LeadEvent.class))
                .filteredOn(lead -> lead.getHoldId() != null)
                .isNotEmpty()
                .allMatch(lead -> holds.subList(0, 20).contains(lead.getHoldId()));
    }

    @Test
    void shouldReturnSomeLeadsToTheWalletThatPaidThem() {
        openAll();
        List<LeadEvent> delivered = values(events(20_000), LeadEvent.class);

        List<LeadEvent> returned = values(traffic.consequences(NOW.plusSeconds(60)), LeadEvent.class);

        assertThat(returned).isNotEmpty().allSatisfy(lead -> {
            assertThat(lead.getKind()).isEqualTo("RETURNED");
            assertThat(delivered)
                    .anyMatch(original -> original.getLeadId().equals(lead.getLeadId())
                            && original.getBuyerId().equals(lead.getBuyerId())
                            && original.getWalletId().equals(lead.getWalletId()));
        });
    }

    @Test
    void shouldPayInAgainOnceTheOwnerHasNoticed() {
        openAll();
        close("corner-barber", "PAUSED", "BALANCE_AT_FLOOR");

        assertThat(topUps(NOW.plusSeconds(3))).isEmpty();
        assertThat(topUps(NOW.plusSeconds(7))).containsExactly("corner-barber");
        assertThat(topUps(NOW.plusSeconds(8))).isEmpty();
        assertThat(topUps(NOW.plusSeconds(14))).as("if that was not enough").containsExactly("corner-barber");
    }

    @Test
    void shouldNotPayIntoAFrozenWallet() {
        openAll();
        close("corner-barber", "PAUSED", "FROZEN");

        assertThat(topUps(NOW.plusSeconds(60))).isEmpty();
    }

    private DemoTraffic traffic(Instant startedAt) {
        return new DemoTraffic(TOPICS, world, gates, new RunIds(startedAt), new SplittableRandom(1), counts);
    }

    private List<Shipment> events(int number) {
        return events(traffic, number);
    }

    private static List<Shipment> events(DemoTraffic from, int number) {
        List<Shipment> shipments = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            shipments.addAll(from.next(NOW));
        }
        return shipments;
    }

    private List<String> topUps(Instant at) {
        return values(traffic.consequences(at), WalletCommand.class).stream()
                .filter(command -> command.getBody() instanceof TopUp)
                .map(WalletCommand::getWalletId)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private void openAll() {
        world.wallets().forEach(wallet -> close(wallet.id(), "OPEN", "OPENED"));
    }

    private void close(String walletId, String state, String reason) {
        gates.put(DeliveryGate.newBuilder()
                .setWalletId(walletId)
                .setState(state)
                .setReason(reason)
                .setSince(NOW)
                .setWalletSeq(1)
                .setCausedBy("test")
                .build());
    }

    private static CommandOutcome outcome(String commandId, String status) {
        return CommandOutcome.newBuilder()
                .setCommandId(commandId)
                .setWalletId("any")
                .setStatus(status)
                .setDuplicate(false)
                .setCode("DONE")
                .setMessage("")
                .setAt(NOW)
                .build();
    }

    private static boolean capturesAHold(Shipment shipment) {
        return shipment instanceof Shipment.Typed typed
                && typed.value() instanceof LeadEvent lead
                && lead.getHoldId() != null;
    }

    private static Set<String> ids(List<Shipment> shipments) {
        Set<String> ids = new HashSet<>();
        values(shipments, UsageEvent.class).forEach(event -> ids.add(event.getEventId()));
        values(shipments, LeadEvent.class).forEach(event -> ids.add(event.getEventId()));
        return ids;
    }

    private static <V extends SpecificRecord> List<V> values(List<Shipment> shipments, Class<V> type) {
        return shipments.stream()
                .flatMap(shipment -> shipment instanceof Shipment.Typed typed ? Stream.of(typed.value()) : Stream.of())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}

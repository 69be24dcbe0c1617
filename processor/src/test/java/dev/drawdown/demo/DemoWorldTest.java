package dev.drawdown.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.PaymentMethodsChanged;
import dev.drawdown.schemas.Price;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletCommand;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoWorldTest {
    private static final Topics TOPICS = Topics.unprefixed();
    private static final Instant NOW = Instant.parse("2026-03-05T14:30:00Z");

    private static final CardDesk CARDS = (ownerId, _, _) -> PaymentMethodsChanged.newBuilder()
            .setCustomerId("cus_" + ownerId)
            .setMethods(List.of())
            .build();
    private final DemoWorld world = new DemoWorld(TOPICS, NOW);

    @Test
    void shouldHoldWalletsOfEveryTradeModeAndCurrency() {
        assertThat(world.wallets()).hasSizeBetween(24, 48);
        assertThat(world.wallets()).extracting(DemoWallet::trade).containsOnly(Trade.values());
        assertThat(world.wallets()).extracting(DemoWallet::currency).containsOnly("USD", "EUR", "GBP");
        assertThat(world.wallets())
                .extracting(wallet -> wallet.opening().getSettings().getBillingMode())
                .containsOnly("PREPAID", "NET_TERMS", "MANUAL");
        assertThat(world.wallets())
                .extracting(wallet -> wallet.opening().getSettings().getOnPaymentFailure())
                .containsOnly("PAUSE", "CONTINUE");
    }

    @Test
    void shouldSendAboutAsManyEventsAsItsBaseRateSays() {
        double paces = world.wallets().stream().mapToDouble(DemoWallet::pace).sum();

        assertThat(paces).isBetween(DemoWorld.BASE_RATE * 0.95, DemoWorld.BASE_RATE * 1.05);
    }

    @Test
    void shouldRegisterEachOwnerOnceThenSaveCardsThenOpenWallets() {
        List<Shipment> openings = world.openings(_ -> true, CARDS);

        List<Shipment> ofOwners = openings.stream()
                .filter(shipment -> shipment.topic().equals(TOPICS.ownerCommands))
                .toList();
        assertThat(openings.subList(0, ofOwners.size())).isEqualTo(ofOwners);
        List<String> registered = keys(ofOwners, "demo-register");
        assertThat(registered).doesNotHaveDuplicates().contains("evergreen", "atlas-agencies");
        assertThat(keys(ofOwners, "demo-cards")).isNotEmpty().allMatch(registered::contains);
    }

    private static List<String> keys(List<Shipment> ofOwners, String commandId) {
        return ofOwners.stream()
                .filter(shipment -> shipment instanceof Shipment.Typed typed
                        && typed.value() instanceof OwnerCommand command
                        && command.getCommandId().equals(commandId))
                .map(Shipment::key)
                .toList();
    }

    @Test
    void shouldOpenOnlyWhatIsMissing() {
        List<Shipment> openings = world.openings("corner-barber"::equals, CARDS);

        assertThat(openings).extracting(Shipment::key).containsExactly("corner-barber-inc", "corner-barber");
    }

    @Test
    void shouldOpenByTheSameCommandsAtARestartOnTheSameDay() {
        DemoWorld restarted = new DemoWorld(TOPICS, NOW.plusSeconds(3_600));

        assertThat(bodies(restarted)).isEqualTo(bodies(world));
    }

    @Test
    void shouldGiveEveryCommandOfAWalletItsOwnId() {
        Set<String> seen = new HashSet<>();

        for (WalletCommand command : commands(world)) {
            assertThat(seen.add(command.getWalletId() + "/" + command.getCommandId()))
                    .isTrue();
        }
    }

    @Test
    void shouldOpenEachWalletInTheCurrencyOfItsOwner() {
        for (DemoWallet wallet : world.wallets()) {
            OpenWallet opening = wallet.opening();
            assertThat(opening.getCurrency()).isEqualTo(wallet.owner().currency());
            assertThat(opening.getOwnerId()).isEqualTo(wallet.owner().id());
        }
    }

    @Test
    void shouldPriceEveryMeterInEveryCurrencyThatIsPaidIn() {
        Set<String> keys = world.catalog().stream().map(Shipment::key).collect(Collectors.toSet());

        assertThat(keys).contains("price/sms", "price/lead", "price/sms/wallet/corner-barber");
        for (DemoWallet wallet : world.wallets()) {
            if (!wallet.currency().equals("USD")) {
                assertThat(keys)
                        .contains(
                                "price/sms/owner/" + wallet.owner().id(),
                                "price/lead/owner/" + wallet.owner().id());
            }
        }
    }

    @Test
    void shouldKeyAPriceByWhatItIsFor() {
        for (Shipment shipment : world.catalog()) {
            Price price = price(shipment);
            String forWhom = price.getWalletId() != null
                    ? "/wallet/" + price.getWalletId()
                    : price.getOwnerId() != null ? "/owner/" + price.getOwnerId() : "";
            assertThat(shipment.key()).isEqualTo("price/" + price.getMeter() + forWhom);
        }
    }

    private static Price price(Shipment shipment) {
        return (Price) ((CatalogEntry) ((Shipment.Typed) shipment).value()).getBody();
    }

    private static List<Object> bodies(DemoWorld world) {
        return commands(world).stream().map(WalletCommand::getBody).toList();
    }

    private static List<WalletCommand> commands(DemoWorld world) {
        return world.openings(_ -> true, CARDS).stream()
                .filter(shipment -> shipment.topic().equals(TOPICS.walletCommands))
                .map(shipment -> (WalletCommand) ((Shipment.Typed) shipment).value())
                .toList();
    }
}

package dev.drawdown.demo;

import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The customers of the demo and what they are charged, as the commands that open them. The ids of these commands are the
 * same at every start: whatever an earlier run has opened already is recognised, by us or else by Drawdown.
 */
final class DemoWorld {
    /** Events a second that the paces of the cast add up to, about. */
    static final int BASE_RATE = 200;

    static final String ISSUER = "demo";

    private final Topics topics;
    private final Instant now;
    private final Map<String, DemoWallet> wallets = new LinkedHashMap<>();

    DemoWorld(Topics topics, Instant now) {
        this.topics = topics;
        this.now = now;
        for (DemoWallet wallet : Cast.wallets(now)) {
            wallets.put(wallet.id(), wallet);
        }
    }

    List<DemoWallet> wallets() {
        return List.copyOf(wallets.values());
    }

    /** Returns the price list. The same again is no change. */
    List<Shipment> catalog() {
        List<Shipment> prices = new ArrayList<>();
        for (PriceList.Entry entry : PriceList.entries(this)) {
            CatalogEntry value =
                    CatalogEntry.newBuilder().setBody(entry.price()).build();
            prices.add(Shipment.of(topics.walletCatalog, entry.key(), value));
        }
        return prices;
    }

    /** Returns what opens the wallets that are {@code missing}: owners with their cards, then wallets, then further credit. */
    List<Shipment> openings(Predicate<String> missing, CardDesk cards) {
        List<DemoWallet> toOpen =
                wallets().stream().filter(wallet -> missing.test(wallet.id())).toList();
        List<Shipment> openings = new ArrayList<>();
        toOpen.stream()
                .map(DemoWallet::owner)
                .distinct()
                .map(this::registration)
                .forEach(openings::add);
        for (DemoWallet wallet : toOpen) {
            if (!wallet.cards().isEmpty()) {
                DemoOwner owner = wallet.owner();
                openings.add(command(owner, "demo-cards", cards.save(owner.id(), owner.company(), wallet.cards())));
            }
        }
        for (DemoWallet wallet : toOpen) {
            openings.add(command(wallet, "demo-open", wallet.opening()));
            for (int i = 0; i < wallet.grants().size(); i++) {
                openings.add(command(
                        wallet, "demo-welcome-" + (i + 1), wallet.grants().get(i)));
            }
        }
        return openings;
    }

    private Shipment registration(DemoOwner owner) {
        return command(owner, "demo-register", owner.registration());
    }

    private Shipment command(DemoOwner owner, String commandId, Object body) {
        OwnerCommand command = OwnerCommand.newBuilder()
                .setCommandId(commandId)
                .setOwnerId(owner.id())
                .setIssuedBy(ISSUER)
                .setIssuedAt(now)
                .setBody(body)
                .build();
        return Shipment.of(topics.ownerCommands, owner.id(), command);
    }

    private Shipment command(DemoWallet wallet, String commandId, Object body) {
        return command(topics, wallet.id(), commandId, body, now);
    }

    static Shipment command(Topics topics, String walletId, String commandId, Object body, Instant now) {
        WalletCommand command = WalletCommand.newBuilder()
                .setCommandId(commandId)
                .setWalletId(walletId)
                .setIssuedBy(ISSUER)
                .setIssuedAt(now)
                .setBody(body)
                .build();
        return Shipment.of(topics.walletCommands, walletId, command);
    }
}

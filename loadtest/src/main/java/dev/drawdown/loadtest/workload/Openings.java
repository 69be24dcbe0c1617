package dev.drawdown.loadtest.workload;

import dev.drawdown.loadtest.workload.Move.Send;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.Price;
import dev.drawdown.schemas.PriceTier;
import dev.drawdown.schemas.RegisterOwner;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.WalletCommand;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a workload begins: prices, owners and wallets. */
final class Openings {
    private static final List<String> ZONES = List.of("UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland");
    private static final List<String> METERS = List.of("sms", "token", "call", "agent", "lead");
    private static final int WALLETS_PER_OWNER = 3;
    private static final int MICRO_SCALE = 6;
    private static final int PRICE_SCALE = 18;

    private final Profile profile;
    private final Dice dice;
    private final List<Move> moves = new ArrayList<>();

    Openings(Profile profile, Dice dice) {
        this.profile = profile;
        this.dice = dice;
    }

    /** The moves, and the wallets in {@code plans}. */
    List<Move> moves(List<WalletPlan> plans) {
        price("sms", "0.0079", "FLAT", List.of());
        price("token", "0.000000123457", "FLAT", List.of());
        price("call", "0.04", "GRADUATED", List.of(tier("10", "0.05"), tier("60", "0.045")));
        price("agent", "0.5", "VOLUME", List.of(tier("2", "0.8"), tier("5", "0.65")));
        price("lead", "12.5", "FLAT", List.of());
        for (int i = 0; i < profile.wallets(); i++) {
            plans.add(plan(i));
        }
        plans.stream().map(plan -> plan.ownerId).distinct().forEach(this::register);
        moves.add(Move.Await.ANSWERS);
        plans.forEach(this::open);
        moves.add(Move.Await.ANSWERS);
        secondWalletOfSingle(plans.getFirst());
        probePrices();
        return moves;
    }

    /** Prices reach the program in their own time; once each has been charged, all of them are there. */
    private void probePrices() {
        WalletPlan probe = new WalletPlan(profile.name() + "-probe", profile.name() + "-probe", WalletPlan.Kind.PLAIN);
        open(probe);
        moves.add(Move.Await.ANSWERS);
        int entries = 0;
        for (String meter : METERS) {
            moves.add(Events.priced(probe, "probe-" + meter, meter, profile.start()));
            entries++;
        }
        moves.add(new Move.Await(probe.walletId, entries));
    }

    /** Wallets of one owner share its currency, so owners are per currency too. */
    private WalletPlan plan(int i) {
        WalletPlan.Kind[] kinds = WalletPlan.Kind.values();
        WalletPlan.Kind kind = kinds[i % kinds.length];
        String ownerId = profile.name() + "-o" + i / kinds.length / WALLETS_PER_OWNER + "-" + kind.currency();
        String walletId = i == 0 ? single() : profile.name() + "-w" + i;
        return new WalletPlan(walletId, i == 0 ? single() : ownerId, kind);
    }

    /** The wallet, and owner, that may have no other beside it. */
    private String single() {
        return profile.name() + "-single";
    }

    private void price(String meter, String unitPrice, String tiering, List<PriceTier> tiers) {
        Price price = Price.newBuilder()
                .setMeter(meter)
                .setCurrency("USD")
                .setUnitPrice(price(unitPrice))
                .setTiering(tiering)
                .setTiers(tiers)
                .setEffectiveFrom(profile.start().minus(Duration.ofDays(1)))
                .setVersion(1)
                .build();
        CatalogEntry entry = CatalogEntry.newBuilder().setBody(price).build();
        moves.add(new Send("wallet.catalog", "price/" + meter, new Payload.Proper(entry)));
    }

    private static PriceTier tier(String upTo, String unitPrice) {
        return PriceTier.newBuilder()
                .setUpTo(price(upTo))
                .setUnitPrice(price(unitPrice))
                .build();
    }

    private static BigDecimal price(String amount) {
        return new BigDecimal(amount).setScale(PRICE_SCALE);
    }

    private void register(String ownerId) {
        OwnerCommand command = OwnerCommand.newBuilder()
                .setCommandId("register")
                .setOwnerId(ownerId)
                .setIssuedBy("workload")
                .setIssuedAt(profile.start())
                .setBody(RegisterOwner.newBuilder()
                        .setTimeZone(ZONES.get(Math.floorMod(ownerId.hashCode(), ZONES.size())))
                        .setSingleWallet(ownerId.equals(single()))
                        .build())
                .build();
        moves.add(new Send("owner.commands", ownerId, new Payload.Proper(command)));
    }

    private void open(WalletPlan plan) {
        OpenWallet open = OpenWallet.newBuilder()
                .setOwnerId(plan.ownerId)
                .setName("Wallet " + plan.walletId)
                .setCurrency(plan.kind.currency())
                .setCreditValue(new BigDecimal(dice.oneOf(List.of("1", "5", "0.3"))).setScale(MICRO_SCALE))
                .setSettings(plan.kind.settings())
                .setExpiresAt(dice.chance(0.2) ? profile.start().plus(Duration.ofDays(400)) : null)
                .setTopUp(dice.chance(0.6) ? topUp() : null)
                .setFreeAmount(dice.chance(0.4) ? dice.amount(20) : null)
                .build();
        moves.add(command(plan.walletId, "open", profile.start(), open));
    }

    private TopUp topUp() {
        return TopUp.newBuilder()
                .setAmount(dice.amount(300))
                .setCollect("RECORDED")
                .setReference("opening")
                .setFreeAmount(dice.chance(0.5) ? dice.amount(30) : BigDecimal.ZERO.setScale(MICRO_SCALE))
                .setExpiresAt(expiry())
                .build();
    }

    private @Nullable Instant expiry() {
        return dice.chance(0.5) ? profile.start().plus(Duration.ofDays(1 + dice.below(300))) : null;
    }

    private void secondWalletOfSingle(WalletPlan single) {
        OpenWallet open = OpenWallet.newBuilder()
                .setOwnerId(single.ownerId)
                .setCurrency(single.kind.currency())
                .setSettings(single.kind.settings())
                .build();
        moves.add(command(single.walletId + "-second", "open", profile.start(), open));
    }

    static Send command(String walletId, String id, Instant issuedAt, Object body) {
        WalletCommand command = WalletCommand.newBuilder()
                .setCommandId(id)
                .setWalletId(walletId)
                .setIssuedBy("workload")
                .setIssuedAt(issuedAt)
                .setBody(body)
                .build();
        return new Send("wallet.commands", walletId, new Payload.Proper(command));
    }
}

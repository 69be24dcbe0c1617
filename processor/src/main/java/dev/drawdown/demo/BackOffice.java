package dev.drawdown.demo;

import dev.drawdown.schemas.Adjust;
import dev.drawdown.schemas.Deduct;
import dev.drawdown.schemas.FreezeWallet;
import dev.drawdown.schemas.Grant;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UnfreezeWallet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The people behind the wallets: they pay in when the money is used up, and now and then somebody grants, deducts,
 * corrects or freezes something.
 */
final class BackOffice {
    private static final Duration BETWEEN_ERRANDS = Duration.ofSeconds(6);
    private static final BigDecimal BONUS_FROM = new BigDecimal(2_000);
    private static final BigDecimal BONUS_SHARE = new BigDecimal("0.02");

    private final Topics topics;
    private final List<DemoWallet> wallets;
    private final GateTable gates;
    private final RunIds ids;
    private final RandomGenerator random;
    private final FollowUps followUps;
    private final Map<String, Instant> paidAt = new HashMap<>();
    private @Nullable Instant nextErrand;

    BackOffice(
            Topics topics,
            List<DemoWallet> wallets,
            GateTable gates,
            RunIds ids,
            RandomGenerator random,
            FollowUps followUps) {
        this.topics = topics;
        this.wallets = wallets;
        this.gates = gates;
        this.ids = ids;
        this.random = random;
        this.followUps = followUps;
    }

    List<Shipment> work(Instant now) {
        List<Shipment> commands = new ArrayList<>();
        for (DemoWallet wallet : wallets) {
            if (mustPay(wallet, now)) {
                paidAt.put(wallet.id(), now);
                commands.add(topUp(wallet, now));
            }
        }
        if (nextErrand == null || !nextErrand.isAfter(now)) {
            if (nextErrand != null) {
                errand(now, commands);
            }
            nextErrand = now.plus(BETWEEN_ERRANDS);
        }
        return commands;
    }

    private boolean mustPay(DemoWallet wallet, Instant now) {
        Instant emptySince = gates.emptySince(wallet.id());
        if (emptySince == null) {
            return false;
        }
        Instant paid = paidAt.getOrDefault(wallet.id(), Instant.MIN);
        Instant noticed = paid.isAfter(emptySince) ? paid : emptySince;
        return !noticed.plus(wallet.patience()).isAfter(now);
    }

    private Shipment topUp(DemoWallet wallet, Instant now) {
        TopUp.Builder topUp = TopUp.newBuilder()
                .setAmount(wallet.refill())
                .setCollect("RECORDED")
                .setReference("transfer " + ids.next("t"));
        if (wallet.refill().compareTo(BONUS_FROM) >= 0) {
            topUp.setFreeAmount(wallet.refill().multiply(BONUS_SHARE).setScale(6, RoundingMode.HALF_EVEN));
        }
        return command(wallet, "top-up", topUp.build(), now);
    }

    private void errand(Instant now, List<Shipment> commands) {
        DemoWallet wallet = wallets.get(random.nextInt(wallets.size()));
        BigDecimal little = wallet.refill().movePointLeft(2).setScale(6, RoundingMode.HALF_EVEN);
        switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                commands.add(command(
                        wallet,
                        "grant",
                        Grant.newBuilder()
                                .setAmount(little)
                                .setReason("goodwill")
                                .build(),
                        now));
            case 3, 4 ->
                commands.add(command(
                        wallet,
                        "deduct",
                        Deduct.newBuilder()
                                .setAmount(little)
                                .setReason("chargeback fee")
                                .build(),
                        now));
            case 5, 6 ->
                commands.add(command(
                        wallet,
                        "adjust",
                        Adjust.newBuilder()
                                .setAmount(little.negate())
                                .setReason("price agreed by phone")
                                .build(),
                        now));
            default -> {
                commands.add(command(
                        wallet,
                        "freeze",
                        FreezeWallet.newBuilder().setReason("unusual traffic").build(),
                        now));
                followUps.at(
                        now.plusSeconds(8),
                        then -> command(
                                wallet,
                                "unfreeze",
                                UnfreezeWallet.newBuilder()
                                        .setReason("looked into it")
                                        .build(),
                                then));
            }
        }
    }

    private Shipment command(DemoWallet wallet, String kind, Object body, Instant now) {
        return DemoWorld.command(topics, wallet.id(), ids.next(kind), body, now);
    }
}

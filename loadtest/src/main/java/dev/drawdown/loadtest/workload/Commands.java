package dev.drawdown.loadtest.workload;

import dev.drawdown.loadtest.workload.Move.Send;
import dev.drawdown.schemas.Adjust;
import dev.drawdown.schemas.AmendTranche;
import dev.drawdown.schemas.CaptureHold;
import dev.drawdown.schemas.ChargeCard;
import dev.drawdown.schemas.ConfigureWallet;
import dev.drawdown.schemas.Deduct;
import dev.drawdown.schemas.FreezeWallet;
import dev.drawdown.schemas.Grant;
import dev.drawdown.schemas.PlaceHold;
import dev.drawdown.schemas.RecordPayment;
import dev.drawdown.schemas.ReleaseHold;
import dev.drawdown.schemas.Scope;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.UnfreezeWallet;
import dev.drawdown.schemas.WalletSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes up commands to wallets that are open. */
final class Commands {
    private static final int MICRO_SCALE = 6;

    private final Dice dice;

    Commands(Dice dice) {
        this.dice = dice;
    }

    Send next(WalletPlan plan, String id, Instant at) {
        return Openings.command(plan.walletId, id, at, body(plan, id, at));
    }

    private Object body(WalletPlan plan, String id, Instant at) {
        if (plan.frozen && dice.chance(0.3)) {
            plan.frozen = false;
            return UnfreezeWallet.newBuilder().build();
        }
        int draw = dice.below(100);
        if (plan.kind == WalletPlan.Kind.CARD && draw < 60) {
            return answerForLeads(plan, at);
        }
        if (draw < 15) {
            return topUp(id, at);
        }
        if (draw < 25) {
            return plan.payments == 0 || dice.chance(0.25) ? collect(plan) : answer(plan, at);
        }
        if (draw < 40) {
            return grant(at);
        }
        if (draw < 62) {
            return placeHold(plan, id);
        }
        if (draw < 82 && !plan.holds.isEmpty()) {
            return endHold(plan);
        }
        if (draw < 90) {
            return dice.chance(0.5) ? deduct() : adjust();
        }
        return rare(plan, at);
    }

    private TopUp topUp(String reference, Instant at) {
        return TopUp.newBuilder()
                .setAmount(dice.amount(120))
                .setCollect("RECORDED")
                .setReference(reference)
                .setFreeAmount(dice.chance(0.3) ? dice.amount(10) : BigDecimal.ZERO.setScale(MICRO_SCALE))
                .setExpiresAt(dice.chance(0.4) ? later(at) : null)
                .build();
    }

    /** Some dates have passed already. */
    private Instant later(Instant at) {
        return at.plus(Duration.ofHours(dice.below(24 * dice.oneOf(List.of(8, 30, 200))) - 24L));
    }

    private Grant grant(Instant at) {
        return Grant.newBuilder()
                .setAmount(dice.amount(40))
                .setPool(dice.chance(0.2) ? "PLAN" : "PROMOTIONAL")
                .setPriority(dice.chance(0.5) ? 10 + dice.below(80) : null)
                .setEffectiveAt(dice.chance(0.1) ? at.plus(Duration.ofHours(dice.below(100))) : null)
                .setExpiresAt(dice.chance(0.4) ? at.plus(Duration.ofDays(5 + dice.below(40))) : null)
                .setScope(dice.chance(0.5) ? scope() : null)
                .setReason("goodwill")
                .build();
    }

    private Scope scope() {
        return Scope.newBuilder()
                .setChargeScope(dice.oneOf(List.of("ALL", "USAGE", "FIXED")))
                .setCategories(dice.oneOf(List.of(List.of(), List.of("sms", "call"), List.of("lead"))))
                .build();
    }

    private PlaceHold placeHold(WalletPlan plan, String id) {
        boolean again = dice.chance(0.05) && !plan.holds.isEmpty();
        String holdId = again ? dice.oneOf(plan.holds) : "hold-" + id;
        plan.holds.add(holdId);
        return PlaceHold.newBuilder()
                .setHoldId(holdId)
                .setAmount(dice.amount(30))
                .setChargeType(dice.chance(0.1) ? "FIXED" : "USAGE")
                .setCategory(dice.chance(0.6) ? dice.oneOf(List.of("lead", "sms")) : null)
                .setTtlSeconds(dice.chance(0.2) ? 1 + dice.below(3) : 36_000)
                .setAllowOverage(dice.chance(0.3))
                .build();
    }

    private Object endHold(WalletPlan plan) {
        String holdId = dice.chance(0.03) ? "no-such-hold" : dice.oneOf(plan.holds);
        if (dice.chance(0.3)) {
            return ReleaseHold.newBuilder().setHoldId(holdId).build();
        }
        BigDecimal amount = dice.chance(0.5) ? dice.amount(35) : null;
        return CaptureHold.newBuilder().setHoldId(holdId).setAmount(amount).build();
    }

    private Deduct deduct() {
        return Deduct.newBuilder()
                .setAmount(dice.amount(30))
                .setReason("chargeback fee")
                .build();
    }

    private Adjust adjust() {
        BigDecimal amount = dice.amount(10);
        Long corrects = dice.chance(0.5) ? Long.valueOf(1 + dice.below(60)) : null;
        return Adjust.newBuilder()
                .setAmount(dice.chance(0.5) ? amount : amount.negate())
                .setPool(dice.oneOf(List.of("PURCHASED", "PROMOTIONAL", "PLAN")))
                .setReason("correction")
                .setCorrectsSeq(corrects)
                .build();
    }

    private Object rare(WalletPlan plan, Instant at) {
        int draw = dice.below(10);
        if (draw < 2) {
            plan.frozen = true;
            return FreezeWallet.newBuilder().setReason("investigation").build();
        }
        if (draw < 5) {
            return configure(plan);
        }
        if (draw < 8) {
            return AmendTranche.newBuilder()
                    .setTrancheId("T" + (1 + dice.below(8)))
                    .setExpiresAt(dice.chance(0.5) ? later(at) : null)
                    .setPriority(dice.chance(0.5) ? 20 + dice.below(60) : null)
                    .build();
        }
        return configure(plan);
    }

    /** Some name rules that they were made from, and some the change that they were made by. */
    private ConfigureWallet configure(WalletPlan plan) {
        BigDecimal margin = dice.amount(8);
        int turn = margin.movePointRight(2).intValue();
        WalletSettings settings = WalletSettings.newBuilder(plan.kind.settings())
                .setRearmMargin(margin)
                .build();
        return ConfigureWallet.newBuilder()
                .setSettings(settings)
                .setName(name())
                .setExpectedConfigVersion(turn % 3 == 0 ? 1 + turn % 4 : null)
                .setChange(turn % 5 == 0 ? "change " + turn : null)
                .build();
    }

    private @Nullable String name() {
        return dice.chance(0.5) ? "Renamed " + dice.below(10) : null;
    }

    private Object collect(WalletPlan plan) {
        plan.payments++;
        if (dice.chance(0.15)) {
            return ChargeCard.newBuilder()
                    .setAmount(dice.amount(30))
                    .setDescription("setup fee")
                    .build();
        }
        return dice.chance(0.2)
                ? Deduct.newBuilder()
                        .setAmount(dice.amount(20).setScale(2, RoundingMode.UP).setScale(MICRO_SCALE))
                        .setRefundToCard(true)
                        .build()
                : TopUp.newBuilder()
                        .setAmount(dice.amount(50))
                        .setCollect(dice.chance(0.3) ? "INVOICE" : "CARD")
                        .setFreeAmount(dice.chance(0.3) ? dice.amount(10) : BigDecimal.ZERO.setScale(MICRO_SCALE))
                        .build();
    }

    /** Mostly of one payment after the other, each attempt in turn, so that cards pay, and fail, in earnest. */
    private RecordPayment answerForLeads(WalletPlan plan, Instant at) {
        int attempt = 1 + plan.cardAnswers % 2;
        int number = 1 + plan.cardAnswers++ / 2;
        String status = dice.oneOf(List.of("SUCCEEDED", "SUCCEEDED", "FAILED", "FAILED", "PROCESSING", "DISPUTED"));
        return RecordPayment.newBuilder()
                .setRequestId(plan.walletId + "/LEAD_CARD/" + (dice.chance(0.8) ? number : 1 + dice.below(number)))
                .setAttempt(attempt)
                .setStatus(status)
                .setDeclineKind(dice.chance(0.7) ? dice.oneOf(List.of("HARD", "SOFT")) : null)
                .setDeclineCode(dice.chance(0.2) ? "no_backup_method" : "card_declined")
                .setAt(at)
                .build();
    }

    /** What a provider may say of a payment: in any order, more than once, of attempts that never were. */
    private RecordPayment answer(WalletPlan plan, Instant at) {
        boolean recharges = plan.kind.settings().getAutoRecharge() != null;
        String purpose = recharges && dice.chance(0.6)
                ? "AUTO_RECHARGE"
                : dice.oneOf(List.of("TOP_UP", "TOP_UP", "TOP_UP", "CARD_CHARGE", "REFUND", "SHORTFALL", "NET_TERMS"));
        String status = dice.oneOf(List.of(
                "SUCCEEDED",
                "SUCCEEDED",
                "SUCCEEDED",
                "FAILED",
                "FAILED",
                "FAILED",
                "PROCESSING",
                "ACTION_REQUIRED",
                "REFUNDED",
                "DISPUTED",
                "DISPUTE_WON"));
        return RecordPayment.newBuilder()
                .setRequestId(plan.walletId + "/" + purpose + "/" + (1 + dice.below(plan.payments)))
                .setAttempt(1 + dice.below(3))
                .setStatus(status)
                .setProviderId("pi_" + dice.below(1_000))
                .setAmount(
                        dice.chance(0.2)
                                ? dice.amount(60).setScale(2, RoundingMode.UP).setScale(MICRO_SCALE)
                                : null)
                .setDeclineKind(dice.chance(0.7) ? dice.oneOf(List.of("HARD", "SOFT")) : null)
                .setReceiptUrl("https://pay.example/receipt")
                .setDeclineCode(dice.chance(0.3) ? dice.oneOf(List.of("no_email", "no_payment_method")) : null)
                .setAt(at)
                .build();
    }
}

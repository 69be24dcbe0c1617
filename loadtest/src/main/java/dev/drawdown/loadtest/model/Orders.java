package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What commands do to a wallet that is open. */
final class Orders {
    private final Account account;

    Orders(Account account) {
        this.account = account;
    }

    String decide(ModelInput input, Book book) {
        Fields body = input.body();
        return switch (body.type()) {
            case "OpenWallet" -> "WALLET_EXISTS";
            case "ConfigureWallet" -> configure(body, book);
            case "FreezeWallet" -> freeze();
            case "UnfreezeWallet" -> unfreeze(book);
            case "TerminateWallet" -> terminate(book);
            case "TopUp" -> topUp(body, book);
            case "Grant" -> grant(body, book);
            case "AmendTranche" -> amend(body, book);
            case "Deduct" -> deduct(body, book);
            case "Adjust" -> adjust(body, book);
            case "PlaceHold" -> account.status.equals("FROZEN") ? "WALLET_FROZEN" : new Holds(book).place(body);
            case "CaptureHold" -> new Holds(book).capture(body);
            case "ReleaseHold" -> new Holds(book).release(body);
            case "ChargeCard" -> account.status.equals("FROZEN") ? "WALLET_FROZEN" : new Cashier(book).charge(body);
            case "RecordPayment" -> new Cashier(book).answer(body);
            default -> "NOT_SUPPORTED_YET";
        };
    }

    /** The opening of a wallet, which has passed its owner. */
    String open(ModelInput input, Fields body, Book book, ZoneId zone) {
        Fields settings = settingsOf(body);
        Fields topUp = body.record("top_up");
        account.zone = zone;
        Instant expiresAt = account.endOfDay(body.time("expires_at"));
        String refused = Settings.refuse(settings);
        if (refused != null) {
            return refused;
        }
        if (past(expiresAt, book) || (topUp != null && past(account.endOfDay(topUp.time("expires_at")), book))) {
            return "EXPIRY_IN_PAST";
        }
        account.opened = true;
        account.ownerId = body.textOr("owner_id", "");
        account.name = body.text("name");
        account.currency = body.textOr("currency", "");
        account.creditValue = body.moneyOr("credit_value", BigDecimal.ONE);
        account.settings = settings;
        account.expiresAt = expiresAt;
        account.configVersion = 1;
        Credits credits = new Credits(book);
        if (topUp != null && !bring(topUp, book, credits).equals("ACCEPTED")) {
            account.opened = false;
            return "BELOW_MINIMUM";
        }
        BigDecimal free = body.money("free_amount");
        if (free != null && Money.positive(free)) {
            credits.grantFree(free, null);
        }
        return "ACCEPTED";
    }

    private static Fields settingsOf(Fields body) {
        Fields settings = body.record("settings");
        return settings == null ? new Fields("WalletSettings", Map.of()) : settings;
    }

    private static boolean past(@Nullable Instant expiresAt, Book book) {
        return expiresAt != null && !expiresAt.isAfter(book.now);
    }

    private String configure(Fields body, Book book) {
        Long expected = body.number("expected_config_version");
        if (expected != null && expected != account.configVersion) {
            return "CONFIG_CHANGED";
        }
        Fields settings = settingsOf(body);
        String refused = Settings.refuse(settings);
        if (refused != null) {
            return refused;
        }
        Instant expiresAt = account.endOfDay(body.time("expires_at"));
        if (past(expiresAt, book)) {
            return "EXPIRY_IN_PAST";
        }
        Fields rule = settings.record("auto_recharge");
        account.rechargeOff = account.rechargeOff && (rule == null || !rule.flag("enabled"));
        account.settings = settings;
        account.configVersion++;
        if (expiresAt != null) {
            account.expiresAt = expiresAt;
            account.expired = false;
        }
        account.name = body.textOr("name", account.name == null ? "" : account.name);
        account.name = account.name.isEmpty() ? null : account.name;
        return "ACCEPTED";
    }

    private String freeze() {
        if (account.status.equals("FROZEN")) {
            return "WALLET_FROZEN";
        }
        account.status = "FROZEN";
        return "ACCEPTED";
    }

    private String unfreeze(Book book) {
        if (!account.status.equals("FROZEN")) {
            return "WALLET_NOT_FROZEN";
        }
        account.status = "ACTIVE";
        new Cashier(book).applyDue();
        return "ACCEPTED";
    }

    /** For good: holds end, credit lapses; what is owed stays owed. */
    private String terminate(Book book) {
        account.status = "TERMINATED";
        Holds holds = new Holds(book);
        for (ModelHold hold : account.holds()) {
            holds.end(hold, "RELEASED");
        }
        new Cashier(book).cancel();
        Debits debits = new Debits(book);
        for (ModelTranche tranche : account.inBurnOrder()) {
            if (tranche.open() && tranche.effective) {
                debits.lapse("TERMINATION", tranche, tranche.remaining);
            } else {
                tranche.remaining = Money.ZERO;
            }
        }
        return "ACCEPTED";
    }

    private String topUp(Fields body, Book book) {
        if (!recorded(body) && account.status.equals("FROZEN")) {
            return "WALLET_FROZEN";
        }
        if (account.expired) {
            return "WALLET_EXPIRED";
        }
        if (past(account.endOfDay(body.time("expires_at")), book)) {
            return "EXPIRY_IN_PAST";
        }
        Credits credits = new Credits(book);
        String outcome = bring(body, book, credits);
        new Debits(book).settle(credits.arrived);
        return outcome;
    }

    private static boolean recorded(Fields topUp) {
        return topUp.textOr("collect", "").equals("RECORDED");
    }

    private String bring(Fields topUp, Book book, Credits credits) {
        if (!recorded(topUp)) {
            return new Cashier(book).topUp(topUp);
        }
        account.paid();
        book.tell("reference", topUp.text("reference"));
        Instant expiresAt = account.endOfDay(topUp.time("expires_at"));
        credits.topUp(topUp.moneyOr("amount", Money.ZERO), expiresAt);
        BigDecimal free = topUp.moneyOr("free_amount", Money.ZERO);
        if (Money.positive(free)) {
            credits.grantFree(free, expiresAt);
        }
        return "ACCEPTED";
    }

    private String grant(Fields body, Book book) {
        Instant expiresAt = account.endOfDay(body.time("expires_at"));
        if (account.expired) {
            return "WALLET_EXPIRED";
        }
        if (past(expiresAt, book)) {
            return "EXPIRY_IN_PAST";
        }
        CreditPool pool = CreditPool.valueOf(body.textOr("pool", "PROMOTIONAL"));
        Fields scope = body.record("scope");
        Coverage coverage = scope == null ? null : Coverage.of(scope);
        BigDecimal amount = body.moneyOr("amount", Money.ZERO);
        Long priority = body.number("priority");
        Instant effectiveAt = body.time("effective_at");
        Credits credits = new Credits(book);
        if (effectiveAt != null && effectiveAt.isAfter(book.now)) {
            credits.grantLater(pool, amount, priority, coverage, expiresAt, effectiveAt);
        } else {
            credits.grant(pool, amount, priority, coverage, expiresAt);
        }
        new Debits(book).settle(credits.arrived);
        return "ACCEPTED";
    }

    private String amend(Fields body, Book book) {
        ModelTranche tranche = account.tranche(body.textOr("tranche_id", ""));
        if (tranche == null || tranche.expiredAt(book.now)) {
            return "NO_SUCH_TRANCHE";
        }
        Instant expiresAt = account.endOfDay(body.time("expires_at"));
        if (past(expiresAt, book)) {
            return "EXPIRY_IN_PAST";
        }
        if (expiresAt != null) {
            tranche.expiresAt = expiresAt;
            tranche.announceFrom(book.now);
        }
        tranche.priority = body.numberOr("priority", tranche.priority);
        return "ACCEPTED";
    }

    private String deduct(Fields body, Book book) {
        if (account.status.equals("FROZEN")) {
            return "WALLET_FROZEN";
        }
        if (body.flag("refund_to_card")) {
            return new Cashier(book).refund(body);
        }
        BigDecimal amount = body.moneyOr("amount", Money.ZERO);
        if (Money.above(amount, account.available())) {
            return "INSUFFICIENT_FUNDS";
        }
        new Debits(book).remove("DEDUCTION", amount, null);
        return "ACCEPTED";
    }

    private String adjust(Fields body, Book book) {
        CreditPool pool = CreditPool.valueOf(body.textOr("pool", "PURCHASED"));
        BigDecimal amount = body.moneyOr("amount", Money.ZERO);
        Long corrects = body.number("corrects_seq");
        if (Money.positive(amount) && account.expired) {
            return "WALLET_EXPIRED";
        }
        if (corrects != null && (corrects < 1 || corrects > account.seq)) {
            return "NO_SUCH_ENTRY";
        }
        book.tell("corrects_seq", corrects);
        if (Money.positive(amount)) {
            Credits credits = new Credits(book);
            credits.adjust(pool, amount);
            new Debits(book).settle(credits.arrived);
            return "ACCEPTED";
        }
        return takeBack(pool, amount.negate(), book);
    }

    private String takeBack(CreditPool pool, BigDecimal amount, Book book) {
        BigDecimal free = Money.ZERO;
        for (ModelTranche tranche : account.tranches) {
            free = tranche.pool == pool ? free.add(account.free(tranche, book.now)) : free;
        }
        if (Money.above(amount, free)) {
            return "INSUFFICIENT_FUNDS";
        }
        new Debits(book).remove("ADJUSTMENT", amount, pool);
        return "ACCEPTED";
    }
}

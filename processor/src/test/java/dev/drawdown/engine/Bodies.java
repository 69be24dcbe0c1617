package dev.drawdown.engine;

import dev.drawdown.engine.WalletSettings.Collect;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The bodies of commands, as short as a test needs them. */
final class Bodies {
    private Bodies() {}

    static Input.OpenWallet open(WalletSettings settings, ZoneId zone) {
        return open(settings, zone, null, null, null);
    }

    static Input.OpenWallet open(
            WalletSettings settings,
            ZoneId zone,
            @Nullable String expiresAt,
            Input.@Nullable TopUp topUp,
            @Nullable String freeAmount) {
        Long free = freeAmount == null ? null : Long.valueOf(Money.micros(freeAmount));
        return new Input.OpenWallet("o1", "Main", "USD", 1_000_000, settings, millis(expiresAt), topUp, free, zone);
    }

    static Input.TopUp topUp(String amount) {
        return topUp(amount, "0", null);
    }

    static Input.TopUp topUp(String amount, String freeAmount, @Nullable String expiresAt) {
        return new Input.TopUp(
                Money.micros(amount), Collect.RECORDED, null, "wire 17", Money.micros(freeAmount), millis(expiresAt));
    }

    static Input.TopUp topUp(String amount, Collect collect) {
        return new Input.TopUp(Money.micros(amount), collect, null, null, 0, null);
    }

    static Input.Deduct refund(String amount) {
        return new Input.Deduct(Money.micros(amount), true, "moved away");
    }

    static Input.ChargeCard charge(String amount) {
        return new Input.ChargeCard(Money.micros(amount), "Setup fee", "buyer-7");
    }

    /** What the provider says of the first attempt of a request of the wallet under test. */
    static Input.RecordPayment answer(String request, Input.PaymentStatus status) {
        return answer(request, 1, status, null);
    }

    static Input.RecordPayment answer(
            String request, int attempt, Input.PaymentStatus status, @Nullable String amount) {
        Long micros = amount == null ? null : Long.valueOf(Money.micros(amount));
        return new Input.RecordPayment(
                WalletFixture.ID + "/" + request, attempt, status, micros, "pi_1", null, null, null, "receipt", 0);
    }

    static Input.RecordPayment declined(String request, int attempt, Input.DeclineKind kind) {
        return declined(request, attempt, kind, "card_declined");
    }

    static Input.RecordPayment declined(String request, int attempt, Input.DeclineKind kind, String code) {
        return new Input.RecordPayment(
                WalletFixture.ID + "/" + request,
                attempt,
                Input.PaymentStatus.FAILED,
                null,
                "pi_1",
                code,
                kind,
                null,
                null,
                0);
    }

    static Input.Grant grant(String amount, Pool pool) {
        return grant(amount, pool, null, null, null);
    }

    static Input.Grant grant(String amount, Pool pool, @Nullable Integer priority, @Nullable String expiresAt) {
        return grant(amount, pool, priority, expiresAt, null);
    }

    static Input.Grant grant(
            String amount, Pool pool, @Nullable Integer priority, @Nullable String expiresAt, @Nullable Scope scope) {
        return new Input.Grant(Money.micros(amount), pool, priority, null, millis(expiresAt), scope, "welcome");
    }

    static Input.Grant grantFrom(String effectiveAt, @Nullable String expiresAt, String amount, Pool pool) {
        return new Input.Grant(
                Money.micros(amount), pool, null, millis(effectiveAt), millis(expiresAt), null, "welcome");
    }

    static Input.Deduct deduct(String amount) {
        return new Input.Deduct(Money.micros(amount), false, "fee");
    }

    static Input.Adjust adjust(String amount, Pool pool) {
        return adjust(amount, pool, null);
    }

    static Input.Adjust adjust(String amount, Pool pool, @Nullable Long correctsSeq) {
        return new Input.Adjust(Money.micros(amount), pool, "mistake", correctsSeq);
    }

    static Input.PlaceHold hold(String holdId, String amount) {
        return hold(holdId, amount, ChargeType.USAGE, "lead");
    }

    static Input.PlaceHold hold(String holdId, String amount, ChargeType type, @Nullable String category) {
        return new Input.PlaceHold(holdId, Money.micros(amount), type, category, 600, false);
    }

    static Input.PlaceHold holdWithOverage(String holdId, String amount) {
        return new Input.PlaceHold(holdId, Money.micros(amount), ChargeType.USAGE, "lead", 600, true);
    }

    static Input.CaptureHold capture(String holdId, @Nullable String amount) {
        return new Input.CaptureHold(holdId, amount == null ? null : Long.valueOf(Money.micros(amount)));
    }

    static Input.ReleaseHold release(String holdId) {
        return new Input.ReleaseHold(holdId);
    }

    static Input.AmendTranche amend(String trancheId, @Nullable String expiresAt, @Nullable Integer priority) {
        return new Input.AmendTranche(trancheId, millis(expiresAt), priority);
    }

    static Input.ConfigureWallet configure(SettingsDraft settings) {
        return new Input.ConfigureWallet(settings.done(), null, null, null, null);
    }

    static Input.ConfigureWallet expireWallet(String at) {
        return new Input.ConfigureWallet(null, millis(at), null, null, null);
    }

    static Input.TerminateWallet terminate() {
        return new Input.TerminateWallet("closed");
    }

    static Input.FreezeWallet freeze() {
        return new Input.FreezeWallet("dispute");
    }

    static Input.UnfreezeWallet unfreeze() {
        return new Input.UnfreezeWallet(null);
    }

    private static @Nullable Long millis(@Nullable String instant) {
        return instant == null ? null : Long.valueOf(Instant.parse(instant).toEpochMilli());
    }
}

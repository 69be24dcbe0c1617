package dev.drawdown.loadtest.workload;

import dev.drawdown.loadtest.workload.Move.Send;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.UsageEvent;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes up records that are of no use, each in another way. */
public final class Garbage {
    private static final int MICRO_SCALE = 6;
    /** No registry has given out that many ids. */
    private static final int UNKNOWN_ID = 2_000_000_000;

    /** One of these waits first, whether its price comes after all. */
    private static final List<Kind> UNPARKED =
            Stream.of(Kind.values()).filter(kind -> kind != Kind.NO_PRICE).toList();

    private final Dice dice;

    Garbage(Dice dice) {
        this.dice = dice;
    }

    public Garbage(long seed) {
        this(new Dice(seed));
    }

    /** The ways in which a record can be of no use. */
    enum Kind {
        RANDOM_BYTES,
        EMPTY,
        UNKNOWN_SCHEMA,
        TRUNCATED,
        WRONG_TYPE,
        NULL_KEY,
        NULL_VALUE,
        KEY_MISMATCH,
        NEGATIVE_AMOUNT,
        NO_ID,
        NO_CHARGE,
        NO_PRICE,
        NO_LEAD,
        UNKNOWN_CHARGE_TYPE
    }

    Send next(WalletPlan plan, String id, Instant at) {
        return next(dice.oneOf(List.of(Kind.values())), plan.walletId, id, at);
    }

    /** One that is put aside at once, so that nobody has to wait for it. */
    public Send nextUnparked(String walletId, String id, Instant at) {
        return next(dice.oneOf(UNPARKED), walletId, id, at);
    }

    private Send next(Kind kind, String key, String id, Instant at) {
        return switch (kind) {
            case RANDOM_BYTES -> raw(key, startingWith((byte) (1 + dice.below(100)), dice.bytes(1 + dice.below(200))));
            case EMPTY -> raw(key, new byte[0]);
            case UNKNOWN_SCHEMA ->
                raw(key, ByteBuffer.allocate(40).putInt(1, UNKNOWN_ID).array());
            case TRUNCATED ->
                new Send(
                        "usage.events",
                        key,
                        new Payload.Truncated(usage(key, id, at).build(), 12));
            case WRONG_TYPE ->
                new Send(
                        "lead.events",
                        key,
                        new Payload.Proper(usage(key, id, at).build()));
            case NULL_KEY -> usage(null, usage(key, id, at));
            case NULL_VALUE -> raw(key, null);
            case KEY_MISMATCH -> usage(key, usage(key, id, at).setWalletId(key.toUpperCase(Locale.ROOT) + "?"));
            case NEGATIVE_AMOUNT -> usage(key, usage(key, id, at).setAmount(micros(-1)));
            case NO_ID -> usage(key, usage(key, "", at));
            case NO_CHARGE -> usage(key, usage(key, id, at).setAmount(null));
            case NO_PRICE -> usage(key, usage(key, id, at).setAmount(null).setMeter("no-such-meter"));
            case NO_LEAD -> new Send("lead.events", key, new Payload.Proper(leadless(key, id, at)));
            case UNKNOWN_CHARGE_TYPE -> usage(key, usage(key, id, at).setChargeType("MAGIC"));
        };
    }

    private static byte[] startingWith(byte first, byte[] bytes) {
        bytes[0] = first;
        return bytes;
    }

    private static Send raw(String key, byte @Nullable [] bytes) {
        return new Send(
                "usage.events",
                key,
                new Payload.Raw(bytes == null ? null : HexFormat.of().formatHex(bytes)));
    }

    private static Send usage(@Nullable String key, UsageEvent.Builder event) {
        return new Send("usage.events", key, new Payload.Proper(event.build()));
    }

    private UsageEvent.Builder usage(String walletId, String id, Instant at) {
        return UsageEvent.newBuilder()
                .setEventId(id)
                .setWalletId(walletId)
                .setCategory("sms")
                .setAmount(dice.amount(3))
                .setOccurredAt(at);
    }

    private static LeadEvent leadless(String walletId, String id, Instant at) {
        return LeadEvent.newBuilder()
                .setEventId(id)
                .setWalletId(walletId)
                .setLeadId("")
                .setKind("DELIVERED")
                .setPrice(micros(5_000_000))
                .setOccurredAt(at)
                .build();
    }

    private static BigDecimal micros(long micros) {
        return BigDecimal.valueOf(micros, MICRO_SCALE);
    }
}

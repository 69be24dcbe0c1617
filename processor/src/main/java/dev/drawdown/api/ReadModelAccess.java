package dev.drawdown.api;

import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.views.Views;
import dev.drawdown.views.WalletReading;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a wallet's read models for a route: here, or where they are, and after what has been written here; or it says why they
 * cannot be read.
 */
public final class ReadModelAccess implements AutoCloseable {
    /** Names a command that must have been read; whoever sends a call on knows of it. */
    static final String AFTER = "Drawdown-After";

    /** How long what was written is waited for. Then what is known is answered, and says how far it reaches. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final Views views;
    private final ReadModelPlaces places;
    private final LastWrites writes;
    private final SendOn sendOn = new SendOn();

    public ReadModelAccess(Views views, ReadModelPlaces places, LastWrites writes) {
        this.views = views;
        this.places = places;
        this.writes = writes;
    }

    /** Returns a handler that answers about the wallet of the path, wherever it is, and sees what was written before. */
    RouteHandler aboutWallet(RouteHandler handler) {
        return call -> {
            String walletId = call.path("id");
            String after = after(walletId, call);
            if (views.has(walletId)) {
                if (after != null) {
                    var _ = views.awaitCommand(walletId, after, PATIENCE_MILLIS);
                }
            } else if (!SendOn.isSentOn(call) && sendOn.to(places.of(walletId), call, after)) {
                return;
            }
            handler.handle(call);
        };
    }

    private @Nullable String after(String walletId, Call call) {
        String asked = call.context().header(AFTER);
        return asked == null ? writes.lastOfWallet(walletId) : asked;
    }

    /** Returns what another instance answers; null where none does. */
    byte @Nullable [] fromElsewhere(String walletId, String path, Call call) throws IOException, InterruptedException {
        return sendOn.json(places.of(walletId), path, call, writes.lastOfWallet(walletId));
    }

    @Override
    public void close() {
        sendOn.close();
    }

    Views views() {
        return views;
    }

    /** Returns what is read about a wallet that is known. */
    <T> T read(String walletId, Function<WalletReading, T> question) {
        Answer<T> answer =
                views.read(walletId, reading -> new Answer<>(reading.isKnown() ? question.apply(reading) : null));
        if (answer == null) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "READ_MODEL_AWAY",
                    "Expected the read models of wallet " + walletId + " on this instance, but they are being moved or"
                            + " kept on another; try again.");
        }
        if (answer.value == null) {
            throw Missing.wallet(walletId);
        }
        return answer.value;
    }

    private record Answer<T>(@Nullable T value) {}

    /** Whose a wallet is; null where it has not published a balance yet. */
    @Nullable
    String ownerOf(String walletId) {
        WalletBalance balance = read(walletId, reading -> new Answer<>(reading.balance())).value;
        return balance == null ? null : balance.getOwnerId();
    }

    /** The time zone in which a wallet's owner counts days. */
    ZoneId zoneOfWallet(String walletId) {
        String ownerId = ownerOf(walletId);
        return ownerId == null ? ZoneOffset.UTC : zoneOfOwner(ownerId);
    }

    ZoneId zoneOfOwner(String ownerId) {
        Owner owner = views.owner(ownerId);
        try {
            return owner == null ? ZoneOffset.UTC : ZoneId.of(owner.getTimeZone());
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** The month of the query; the owner's present one where there is none. */
    static YearMonth month(Call call, YearMonth present) {
        String text = call.query("month");
        if (text == null) {
            return present;
        }
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.getYear() >= 2000 && month.getYear() < 10_000) {
                return month;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw Call.bad("INVALID_QUERY", "Expected month as YYYY-MM, but it is another; ask like `?month=2026-03`");
    }
}

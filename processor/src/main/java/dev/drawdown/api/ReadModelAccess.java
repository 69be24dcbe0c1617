package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.views.Views;
import dev.drawdown.views.WalletReading;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a wallet's read models for a route, wherever they are, and after what has been written before; or it says why they
 * cannot be read.
 */
public final class ReadModelAccess {
    /** A look waits so long for news; how long all looks may take is for the reads to say. */
    private static final long LOOK_MILLIS = 100;

    private final Views views;
    private final ReadModelPlace place;
    private final Holdings holdings;
    private final Reads reads;

    /** @param views those that this instance keeps */
    public ReadModelAccess(Views views, ReadModelPlace place, Holdings holdings, Reads reads) {
        this.views = views;
        this.place = place;
        this.holdings = holdings;
        this.reads = reads;
    }

    /** Returns a handler that answers about the wallet of the path, here or where it is sent on to. */
    RouteHandler aboutWallet(RouteHandler handler) {
        return call -> {
            switch (reads.find(call, question(call, call.path("id"), Peers.pathOf(call)))) {
                case Reads.Source.Here<Views>(Views _, Found.Freshness freshness) -> {
                    Reads.tell(freshness, call);
                    handler.handle(call);
                }
                case Reads.Source.There<Views>(var answer) -> Peers.pass(answer, call);
            }
        };
    }

    /**
     * Reads JSON about any wallet.
     *
     * @param path where it is asked for over HTTP
     * @param here makes the same here
     */
    Reads.Answer json(Call call, String walletId, String path, Function<Views, JsonNode> here) {
        return reads.json(call, question(call, walletId, path), here);
    }

    /** Waits a while until a wallet's read models know what a command did, on the instance that has them. */
    public void await(Call call, String walletId, String commandId) {
        String path = "/v1/wallets/" + Reads.segment(walletId) + "/transactions?limit=1";
        switch (reads.briefly().find(call, question(walletId, path, commandId))) {
            case Reads.Source.Here<Views> _ -> {}
            case Reads.Source.There<Views>(var answer) -> Peers.drop(answer);
        }
    }

    private Reads.Question<Views> question(Call call, String walletId, String path) {
        return question(walletId, path, holdings.lastWriteOf(walletId, call, path));
    }

    private Reads.Question<Views> question(String walletId, String path, @Nullable String lastWrite) {
        return new Reads.Question<>(
                path, lastWrite, (after, standby) -> find(walletId, after, standby), Missing.wallet(walletId));
    }

    private Found<Views> find(String walletId, @Nullable String after, boolean standby) {
        Found<Views> found = place.find(walletId, standby);
        if (after == null || !(found instanceof Found.Here<Views>(Views here, Found.Freshness _))) {
            return found;
        }
        try {
            return here.awaitCommand(walletId, after, LOOK_MILLIS) ? found : new Found.Behind<>();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Found.Unknown<>("this instance is stopping");
        }
    }

    Views views() {
        return views;
    }

    /** Returns what is read about a wallet that is known here. */
    <T> T read(Call call, String walletId, Function<WalletReading, T> question) {
        Answer<T> answer =
                views.read(walletId, reading -> new Answer<>(reading.isKnown() ? question.apply(reading) : null));
        if (answer == null) {
            throw Reads.nobodyCanSay(call, "the wallet's read models are being moved");
        }
        if (answer.value == null) {
            throw Missing.wallet(walletId);
        }
        return answer.value;
    }

    private record Answer<T>(@Nullable T value) {}

    /** The time zone in which a wallet's owner counts days. */
    ZoneId zoneOfWallet(Call call, String walletId) {
        String ownerId = holdings.ownerOf(walletId, call);
        if (ownerId == null) {
            throw Missing.wallet(walletId);
        }
        return holdings.findOwner(call, ownerId).map(ReadModelAccess::zoneOf).orElse(ZoneOffset.UTC);
    }

    static ZoneId zoneOf(JsonNode owner) {
        try {
            return ZoneId.of(owner.path("time_zone").asText());
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

package dev.drawdown.api;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.views.LiveCursor;
import dev.drawdown.views.LivePage;
import dev.drawdown.views.Views;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/wallets/{id}/live}: a wallet's balance, entries and alerts as server-sent events.
 *
 * <p>Nothing is queued for anybody: each follower has a cursor, and reads from there what is new, as fast as it takes it. The
 * cursor is the event's id, so a follower that comes back with the last one it saw goes on without gap or repetition, here or
 * on another instance.
 */
public final class LiveRoute {
    private static final int MAX_FOLLOWERS = 200;
    private static final int EVENTS_PER_TURN = 100;
    private static final long HEARTBEAT_NANOS = 10_000_000_000L;

    /** So often it is looked whether the server stops. */
    private static final long TURN_MILLIS = 500;

    /** After this a follower is let go and comes back, so that no token is believed for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Views views;
    private final ReadModelAccess access;
    private final Semaphore free;
    private final long longestNanos;

    public LiveRoute(ReadModelAccess access) {
        this(access, MAX_FOLLOWERS, LONGEST);
    }

    LiveRoute(ReadModelAccess access, int maxFollowers, Duration longest) {
        this.access = access;
        views = access.views();
        free = new Semaphore(maxFollowers);
        longestNanos = longest.toNanos();
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/wallets/{id}/live", Audience.READERS, Subject.WALLET, access.aboutWallet(this::live)));
    }

    private void live(Call call) throws IOException, InterruptedException {
        String walletId = call.path("id");
        LiveCursor cursor = cursor(call, walletId);
        if (!free.tryAcquire()) {
            call.context().header("Retry-After", "5");
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "TOO_MANY_FOLLOWERS",
                    "Expected fewer followers on this instance, but there are as many as it takes; try again later.");
        }
        try {
            call.context().res().setContentType("text/event-stream; charset=utf-8");
            follow(call, walletId, cursor);
        } finally {
            free.release();
        }
    }

    private LiveCursor cursor(Call call, String walletId) {
        String last = call.context().header("Last-Event-ID");
        LiveCursor end = access.read(call, walletId, reading -> reading.liveEnd());
        if (last == null) {
            return end;
        }
        LiveCursor given = LiveCursor.parse(last);
        if (given == null) {
            throw Call.bad(
                    "INVALID_LAST_EVENT_ID",
                    "Expected Last-Event-ID to be an event's id, but it is none; leave it out");
        }
        return given;
    }

    private void follow(Call call, String walletId, LiveCursor start) throws IOException, InterruptedException {
        long beganNanos = System.nanoTime();
        long seen = -1;
        Follower follower = new Follower(call.context().res().getOutputStream(), start);
        follower.begin();
        // Where the partition has moved, whoever asks again finds it.
        while (System.nanoTime() - beganNanos < longestNanos && !call.isStopping() && views.has(walletId)) {
            long before = seen;
            seen = views.awaitNews(walletId, seen, TURN_MILLIS);
            boolean hasMore = seen != before;
            while (hasMore) {
                LivePage page = views.read(walletId, reading -> reading.since(follower.cursor, EVENTS_PER_TURN));
                if (page == null) {
                    return;
                }
                follower.send(page);
                hasMore = page.hasMore() && !call.isStopping();
            }
            follower.beat();
        }
    }

    /** One connection, and how far it has come. */
    private static final class Follower {
        private final OutputStream out;
        private LiveCursor cursor;
        private @Nullable WalletBalance balance;
        private long wroteNanos;

        Follower(OutputStream out, LiveCursor cursor) {
            this.out = out;
            this.cursor = cursor;
        }

        void begin() throws IOException {
            write("retry: 1000\n\n");
            out.flush();
        }

        /** Lets no connection look dead, whatever happens to other wallets. */
        void beat() throws IOException {
            if (System.nanoTime() - wroteNanos >= HEARTBEAT_NANOS) {
                write(": still here\n\n");
                out.flush();
            }
        }

        void send(LivePage page) throws IOException {
            for (LedgerEntry entry : page.entries()) {
                cursor = new LiveCursor(entry.getSeq(), cursor.alertOffset());
                event("entry", entry);
            }
            for (LivePage.Alert alert : page.alerts()) {
                cursor = new LiveCursor(cursor.seq(), alert.offset());
                event("alert", alert.alert());
            }
            WalletBalance now = page.balance();
            if (now != null && !now.equals(balance)) {
                balance = now;
                event("balance", now);
            }
            out.flush();
        }

        private void event(String name, SpecificRecord record) throws IOException {
            write("id: " + cursor + "\nevent: " + name + "\ndata: " + Json.write(RecordJson.of(record)) + "\n\n");
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            wroteNanos = System.nanoTime();
        }
    }
}

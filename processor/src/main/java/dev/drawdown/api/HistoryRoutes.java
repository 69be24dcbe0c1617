package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.views.HistoryFilter;
import dev.drawdown.views.HistoryPage;
import io.javalin.http.HttpStatus;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/wallets/{id}/transactions}: a wallet's ledger, newest first, in pages or as a file. */
public final class HistoryRoutes {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int ENTRIES_PER_TURN = 500;
    private static final String CSV = "text/csv";
    private static final String CURSOR_PREFIX = "before:";

    private final ReadModelAccess access;

    public HistoryRoutes(ReadModelAccess access) {
        this.access = access;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(Route.get(
                        "/v1/wallets/{id}/transactions",
                        Audience.READERS,
                        Subject.WALLET,
                        access.aboutWallet(this::transactions))
                .taking("cursor", "limit", "category", "app_id", "type", "from", "to"));
    }

    private void transactions(Call call) throws IOException {
        String walletId = call.path("id");
        HistoryFilter filter = filter(call, walletId);
        Long beforeSeq = cursor(call);
        String accept = call.context().header("Accept");
        if (accept != null && accept.contains(CSV)) {
            stream(call, walletId, filter, beforeSeq);
            return;
        }
        int limit = limit(call);
        ObjectNode body = access.read(call, walletId, reading -> {
            HistoryPage page = reading.history(filter, beforeSeq, limit);
            ObjectNode json = Json.object().put("wallet_id", walletId).put("as_of_seq", reading.seq());
            ArrayNode transactions = json.putArray("transactions");
            page.entries().forEach(entry -> transactions.add(RecordJson.of(entry)));
            Long next = page.nextBeforeSeq();
            return json.put("next_cursor", next == null ? null : cursor(next));
        });
        call.answer(HttpStatus.OK, body);
    }

    /** Writes as it reads, some entries at a time, so that a file may be as long as the history. */
    private void stream(Call call, String walletId, HistoryFilter filter, @Nullable Long beforeSeq) throws IOException {
        int left = call.query("limit") == null ? Integer.MAX_VALUE : limit(call);
        HistoryPage page = page(call, walletId, filter, beforeSeq, Math.min(left, ENTRIES_PER_TURN));
        call.context()
                .contentType(CSV + "; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"transactions.csv\"");
        // Not closed: that would make a file that broke off look whole.
        Writer out = new BufferedWriter(new OutputStreamWriter(call.context().outputStream(), StandardCharsets.UTF_8));
        LedgerCsv csv = new LedgerCsv(out);
        csv.header();
        while (true) {
            for (LedgerEntry entry : page.entries()) {
                csv.row(entry);
            }
            left -= page.entries().size();
            Long next = page.nextBeforeSeq();
            if (left == 0 || next == null) {
                out.flush();
                return;
            }
            try {
                page = page(call, walletId, filter, next, Math.min(left, ENTRIES_PER_TURN));
            } catch (ProblemException moved) {
                csv.brokenOff(cursor(next));
                out.flush();
                return;
            }
        }
    }

    private HistoryPage page(Call call, String walletId, HistoryFilter filter, @Nullable Long beforeSeq, int limit) {
        return access.read(call, walletId, reading -> reading.history(filter, beforeSeq, limit));
    }

    private HistoryFilter filter(Call call, String walletId) {
        String type = call.query("type");
        if (type != null && !type.equals("DEBIT") && !type.equals("CREDIT")) {
            throw Call.bad("INVALID_QUERY", "Expected type to be DEBIT or CREDIT, but it is another");
        }
        return new HistoryFilter(
                call.query("category"),
                call.query("app_id"),
                type == null ? null : type.equals("DEBIT"),
                time(call, "from", walletId),
                time(call, "to", walletId));
    }

    private @Nullable Long time(Call call, String name, String walletId) {
        String text = call.query(name);
        if (text == null) {
            return null;
        }
        try {
            if (text.indexOf('T') >= 0) {
                return Instant.parse(text).toEpochMilli();
            }
            ZoneId zone = access.zoneOfWallet(call, walletId);
            return LocalDate.parse(text).atStartOfDay(zone).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw Call.bad(
                    "INVALID_QUERY",
                    "Expected " + name + " to be a day, like 2026-03-01 (in the owner's time zone), or an instant, like"
                            + " 2026-03-01T12:00:00Z, but it is neither");
        }
    }

    private static int limit(Call call) {
        String text = call.query("limit");
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Call.bad("INVALID_QUERY", "Expected limit to be a number from 1 to " + MAX_LIMIT + ", but it is not");
    }

    private static String cursor(long beforeSeq) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((CURSOR_PREFIX + beforeSeq).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Long cursor(Call call) {
        String text = call.query("cursor");
        if (text == null) {
            return null;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            long beforeSeq =
                    plain.startsWith(CURSOR_PREFIX) ? Long.parseLong(plain.substring(CURSOR_PREFIX.length())) : 0;
            if (beforeSeq > 0) {
                return beforeSeq;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw Call.bad(
                "INVALID_QUERY",
                "Expected cursor to be a next_cursor of an earlier page, but it is none; leave it out");
    }
}

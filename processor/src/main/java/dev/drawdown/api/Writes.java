package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.json.JsonMismatchException;
import dev.drawdown.schemas.json.JsonReader;
import io.javalin.http.HttpStatus;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls into commands, and what becomes of those into answers.
 *
 * <p>A command's id is made of the token's name and the call's {@code Idempotency-Key}: nobody can take an id away from
 * another caller, or from an event. The same key with the same body is answered with the first outcome for as long as
 * the engine remembers ids.
 */
public final class Writes {
    static final String KEY = "Idempotency-Key";

    private static final Pattern KEY_PATTERN = Pattern.compile("[\\x21-\\x7e]{1,255}");

    static final String OVERTAKEN = "CONFIG_CHANGED";

    /** Refusals because of what is there already, or no more; with all others the command itself cannot be right. */
    private static final Set<String> CONFLICTS = Set.of(
            "ID_CONFLICT",
            "WALLET_TERMINATED",
            "WALLET_EXPIRED",
            "WALLET_FROZEN",
            "WALLET_NOT_FROZEN",
            "WALLET_EXISTS",
            "OWNER_HAS_WALLET",
            OVERTAKEN,
            "HOLD_EXISTS",
            "HOLD_ALREADY_CAPTURED",
            "HOLD_ALREADY_RELEASED",
            "HOLD_EXPIRED");

    private final CommandPort commands;
    private final Holdings holdings;
    private final Witness witness;

    /** What is to know of a write, beside the wallet itself, before it is answered. */
    @FunctionalInterface
    public interface Witness {
        /** Waits a while until what a command did to a wallet is known. */
        void await(Call call, String walletId, String commandId);
    }

    public Writes(CommandPort commands, Holdings holdings, Witness witness) {
        this.commands = commands;
        this.holdings = holdings;
        this.witness = witness;
    }

    /** Sends a command to a wallet that is there, and answers the call. */
    void toWallet(Call call, String walletId, Schema kind, ObjectNode body) {
        check(kind, body);
        requireWallet(call, walletId);
        sendToWallet(call, walletId, kind, body, Success.plain(HttpStatus.OK));
    }

    /**
     * Sends a command that is made of what the wallet has, and makes it again where that has changed meanwhile.
     *
     * @param making makes the command's body of the wallet as it is
     */
    void toWalletAsItIs(Call call, String walletId, Schema kind, int tries, Supplier<ObjectNode> making) {
        CommandPort.Reply reply;
        int tried = 0;
        do {
            ObjectNode body = making.get();
            check(kind, body);
            reply = decide(call, walletId, kind, body);
            tried++;
        } while (tried < tries && isOvertaken(reply));
        answer(call, reply, commandId(call), "wallet_id", walletId, Success.plain(HttpStatus.OK));
    }

    private static boolean isOvertaken(CommandPort.Reply reply) {
        return reply instanceof CommandPort.Reply.Decided(CommandOutcome outcome)
                && outcome.getCode().equals(OVERTAKEN);
    }

    /**
     * Sends a command that makes something in a wallet.
     *
     * @param made what the answer is to say of it
     */
    void toWalletMaking(Call call, String walletId, Schema kind, ObjectNode body, ObjectNode made) {
        check(kind, body);
        requireWallet(call, walletId);
        sendToWallet(call, walletId, kind, body, new Success(HttpStatus.CREATED, made));
    }

    /** How acceptance is answered. */
    private record Success(HttpStatus status, ObjectNode made) {
        static Success plain(HttpStatus status) {
            return new Success(status, Json.object());
        }
    }

    /** Sends the command that opens a wallet. */
    void toNewWallet(Call call, String walletId, Schema kind, ObjectNode body) {
        check(kind, body);
        call.context().header("Location", "/v1/wallets/" + Reads.segment(walletId));
        sendToWallet(call, walletId, kind, body, Success.plain(HttpStatus.CREATED));
    }

    /** What is not there would be waited for by the engine, since topics are not ordered among themselves. */
    private void requireWallet(Call call, String walletId) {
        if (holdings.ownerOf(walletId, call) == null) {
            throw Missing.wallet(walletId);
        }
    }

    private void sendToWallet(Call call, String walletId, Schema kind, ObjectNode body, Success accepted) {
        answer(call, decide(call, walletId, kind, body), commandId(call), "wallet_id", walletId, accepted);
    }

    private CommandPort.Reply decide(Call call, String walletId, Schema kind, ObjectNode body) {
        String id = commandId(call);
        CommandPort.Reply reply = commands.sendToWallet(
                new CommandPort.Command(id, walletId, call.caller().name(), kind.getName(), body));
        if (reply instanceof CommandPort.Reply.Decided(CommandOutcome outcome) && isNews(outcome)) {
            awaitReadable(() -> holdings.awaitWallet(call, walletId, id));
            awaitReadable(() -> witness.await(call, walletId, id));
        }
        return reply;
    }

    /**
     * Sends a command to an owner.
     *
     * @param id the command's
     * @return whether it was accepted; if not, the call has been answered
     */
    boolean toOwner(Call call, String ownerId, String id, Schema kind, ObjectNode body) {
        CommandPort.Reply reply = sendToOwner(call, ownerId, id, kind, body);
        if (isAccepted(reply)) {
            return true;
        }
        answer(call, reply, id, "owner_id", ownerId, Success.plain(HttpStatus.OK));
        return false;
    }

    /**
     * Sends a command to an owner that the call goes on after, even where its outcome is not known yet: the broker has it.
     *
     * @param id the command's
     */
    void tellOwner(Call call, String ownerId, String id, Schema kind, ObjectNode body) {
        CommandPort.Reply reply = sendToOwner(call, ownerId, id, kind, body);
        if (!isAccepted(reply) && !(reply instanceof CommandPort.Reply.Pending)) {
            answer(call, reply, id, "owner_id", ownerId, Success.plain(HttpStatus.OK));
        }
    }

    private CommandPort.Reply sendToOwner(Call call, String ownerId, String id, Schema kind, ObjectNode body) {
        check(kind, body);
        CommandPort.Reply reply = commands.sendToOwner(
                new CommandPort.Command(id, ownerId, call.caller().name(), kind.getName(), body));
        if (reply instanceof CommandPort.Reply.Decided(CommandOutcome outcome) && isNews(outcome)) {
            awaitReadable(() -> holdings.awaitOwner(call, ownerId, id));
        }
        return reply;
    }

    private static boolean isAccepted(CommandPort.Reply reply) {
        return reply instanceof CommandPort.Reply.Decided(CommandOutcome outcome)
                && outcome.getStatus().equals("ACCEPTED");
    }

    private static boolean isNews(CommandOutcome outcome) {
        return outcome.getStatus().equals("ACCEPTED") && !outcome.getDuplicate();
    }

    /** So that whoever reads next, on any instance, sees it. Where nobody can say just now, reads wait themselves. */
    private static void awaitReadable(Runnable read) {
        try {
            read.run();
        } catch (ProblemException e) {
            HttpServer.log.debug("Answered before the write can be read: {}", e.getMessage());
        }
    }

    /** Refuses a body that is not what a kind of command holds. */
    static void check(Schema kind, JsonNode body) {
        try {
            var _ = new JsonReader(Instant.EPOCH).read(kind, body);
        } catch (JsonMismatchException e) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "INVALID_BODY", String.valueOf(e.getMessage()));
        }
    }

    /** Returns the id of the call's command, and tells the caller the key that it is made of. */
    static String commandId(Call call) {
        String known = call.context().attribute(KEY);
        if (known != null) {
            return known;
        }
        String key = call.context().header(KEY);
        if (key == null) {
            key = UUID.randomUUID().toString();
        } else if (!KEY_PATTERN.matcher(key).matches()) {
            throw Call.bad(
                    "INVALID_IDEMPOTENCY_KEY",
                    "Expected " + KEY + " to be 1 to 255 printable ASCII characters without blanks, but it is not");
        }
        call.context().header(KEY, key);
        String id = "api:" + call.caller().name() + ":" + key;
        call.context().attribute(KEY, id);
        return id;
    }

    /** Returns an id for what a call makes, the same whenever the call is repeated. */
    static String madeId(Call call, String of) {
        String seed = of + '\n' + commandId(call);
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void answer(
            Call call, CommandPort.Reply reply, String id, String addressee, String to, Success accepted) {
        switch (reply) {
            case CommandPort.Reply.Decided(CommandOutcome outcome)
            when outcome.getStatus().equals("ACCEPTED") ->
                call.answer(accepted.status(), json(outcome, addressee).setAll(accepted.made()));
            case CommandPort.Reply.Decided(CommandOutcome outcome) -> throw refusal(outcome);
            case CommandPort.Reply.Pending() ->
                call.answer(
                        HttpStatus.ACCEPTED,
                        Json.object()
                                .put("command_id", id)
                                .put(addressee, to)
                                .put("status", "PENDING")
                                .put(
                                        "message",
                                        "The command is kept and will be decided on. Make the same call again with the"
                                                + " same Idempotency-Key to hear the outcome."));
            case CommandPort.Reply.Unknown(String why) -> throw unknown(call, "command", why);
        }
    }

    /** The broker may or may not have it. */
    static ProblemException unknown(Call call, String what, String why) {
        call.context().header("Retry-After", "1");
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "OUTCOME_UNKNOWN",
                "Expected the " + what + " to be taken, but " + why
                        + "; make the same call again with the same Idempotency-Key.");
    }

    private static ObjectNode json(CommandOutcome outcome, String addressee) {
        ObjectNode json = Json.object();
        json.put("command_id", outcome.getCommandId());
        json.put(addressee, outcome.getWalletId());
        json.put("status", outcome.getStatus());
        json.put("duplicate", outcome.getDuplicate());
        json.put("code", outcome.getCode());
        json.put("message", outcome.getMessage());
        json.put("available", plain(outcome.getAvailable()));
        json.put("seq", outcome.getSeq());
        json.put("at", outcome.getAt().toString());
        return json;
    }

    private static ProblemException refusal(CommandOutcome outcome) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("command_id", outcome.getCommandId());
        String available = plain(outcome.getAvailable());
        if (available != null) {
            more.put("available", available);
        }
        HttpStatus status =
                CONFLICTS.contains(outcome.getCode()) ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
        return new ProblemException(new Problem(status, outcome.getCode(), outcome.getMessage(), more));
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }
}

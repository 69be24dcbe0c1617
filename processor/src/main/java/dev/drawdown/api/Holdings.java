package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.engine.Wallet;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Wallets and owners as they are now, wherever in the installation they are kept; a read sees the writes before it. */
public final class Holdings implements WalletOwners {
    /** Beyond these, others are looked up each time. */
    private static final int MAX_KNOWN_OWNERS = 100_000;

    private final PresentState state;
    private final OutcomeMemory memory;
    private final Reads reads;

    /** A wallet's owner never changes. */
    private final Map<String, String> ownerOfWallet = new ConcurrentHashMap<>();

    /** Which command a wallet or owner is known to have accepted last; null where that was not heard of lately. */
    public interface OutcomeMemory {
        @Nullable
        String lastOfWallet(String walletId);

        @Nullable
        String lastOfOwner(String ownerId);
    }

    public Holdings(PresentState state, OutcomeMemory memory, Reads reads) {
        this.state = state;
        this.memory = memory;
        this.reads = reads;
    }

    Reads.Answer wallet(Call call, String walletId) {
        return wallet(call, walletId, after(call, memory.lastOfWallet(walletId)));
    }

    /** Reads a wallet as it is after a command. */
    Reads.Answer wallet(Call call, String walletId, @Nullable String after) {
        return reads.ask(
                call,
                new Reads.Question<>(
                        "/v1/wallets/" + Reads.segment(walletId),
                        after,
                        (command, standby) -> state.wallet(walletId, command, standby),
                        WalletJson::of,
                        Missing.wallet(walletId)));
    }

    Reads.Answer tranches(Call call, String walletId) {
        return reads.ask(
                call,
                new Reads.Question<Wallet>(
                        "/v1/wallets/" + Reads.segment(walletId) + "/tranches",
                        after(call, memory.lastOfWallet(walletId)),
                        (command, standby) -> state.wallet(walletId, command, standby),
                        WalletJson::tranches,
                        Missing.wallet(walletId)));
    }

    Reads.Answer owner(Call call, String ownerId) {
        return owner(call, ownerId, after(call, memory.lastOfOwner(ownerId)));
    }

    /** Reads an owner as it is after a command. */
    Reads.Answer owner(Call call, String ownerId, @Nullable String after) {
        return reads.ask(
                call,
                new Reads.Question<>(
                        "/v1/owners/" + Reads.segment(ownerId),
                        after,
                        (command, standby) -> state.owner(ownerId, command, standby),
                        OwnerJson::of,
                        Missing.owner(ownerId)));
    }

    @Override
    public @Nullable String ownerOf(String walletId, Call call) {
        String known = ownerOfWallet.get(walletId);
        if (known != null) {
            return known;
        }
        Optional<JsonNode> wallet = findWallet(call, walletId);
        if (wallet.isEmpty()) {
            return null;
        }
        String owner = wallet.get().path("owner_id").asText();
        if (ownerOfWallet.size() < MAX_KNOWN_OWNERS) {
            ownerOfWallet.put(walletId, owner);
        }
        return owner;
    }

    /** Reads a wallet that may not be there, or not yet. */
    Optional<JsonNode> findWallet(Call call, String walletId) {
        return find(() -> wallet(call, walletId));
    }

    /** Reads an owner that may not be there yet. */
    Optional<JsonNode> findOwner(Call call, String ownerId) {
        return find(() -> owner(call, ownerId));
    }

    private static Optional<JsonNode> find(Supplier<Reads.Answer> read) {
        try {
            return Optional.of(read.get().json());
        } catch (ProblemException e) {
            if (e.problem().status() == HttpStatus.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whoever sends a call on names the command that it must come after. */
    private static @Nullable String after(Call call, @Nullable String heard) {
        String asked = call.context().header(Peers.AFTER);
        return asked == null ? heard : asked;
    }
}

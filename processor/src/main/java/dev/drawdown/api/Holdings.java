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
    private final ExchangeRates rates;

    /** A wallet's owner never changes. */
    private final Map<String, String> ownerOfWallet = new ConcurrentHashMap<>();

    /** Which command a wallet or owner is known to have accepted last; null where that was not heard of lately. */
    public interface OutcomeMemory {
        @Nullable
        String lastOfWallet(String walletId);

        @Nullable
        String lastOfOwner(String ownerId);
    }

    public Holdings(PresentState state, OutcomeMemory memory, Reads reads, ExchangeRates rates) {
        this.state = state;
        this.memory = memory;
        this.reads = reads;
        this.rates = rates;
    }

    Reads.Answer wallet(Call call, String walletId) {
        return wallet(reads, call, walletId, lastWriteOf(walletId, call, pathOfWallet(walletId)));
    }

    /** Waits a while until what a command did to a wallet can be read. */
    void awaitWallet(Call call, String walletId, String commandId) {
        var _ = wallet(reads.briefly(), call, walletId, commandId);
    }

    private Reads.Answer wallet(Reads from, Call call, String walletId, @Nullable String after) {
        return from.json(
                call,
                new Reads.Question<Wallet>(
                        pathOfWallet(walletId),
                        after,
                        (command, standby) -> state.wallet(walletId, command, standby),
                        Missing.wallet(walletId)),
                wallet -> WalletJson.of(wallet)
                        .put("available_usd", rates.inUsd(wallet.availableMicros(), wallet.currency())));
    }

    Reads.Answer tranches(Call call, String walletId) {
        String path = pathOfWallet(walletId) + "/tranches";
        return reads.json(
                call,
                new Reads.Question<Wallet>(
                        path,
                        lastWriteOf(walletId, call, path),
                        (command, standby) -> state.wallet(walletId, command, standby),
                        Missing.wallet(walletId)),
                WalletJson::tranches);
    }

    Reads.Answer owner(Call call, String ownerId) {
        return owner(reads, call, ownerId, Peers.after(call, pathOfOwner(ownerId), memory.lastOfOwner(ownerId)));
    }

    /** Waits a while until what a command did to an owner can be read. */
    void awaitOwner(Call call, String ownerId, String commandId) {
        var _ = owner(reads.briefly(), call, ownerId, commandId);
    }

    private Reads.Answer owner(Reads from, Call call, String ownerId, @Nullable String after) {
        return from.json(
                call,
                new Reads.Question<PresentState.OwnerNow>(
                        pathOfOwner(ownerId),
                        after,
                        (command, standby) -> state.owner(ownerId, command, standby),
                        Missing.owner(ownerId)),
                OwnerJson::of);
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

    /**
     * Returns the command that whatever is read about a wallet must come after; null for none.
     *
     * @param path where it is asked for
     */
    @Nullable
    String lastWriteOf(String walletId, Call call, String path) {
        return Peers.after(call, path, memory.lastOfWallet(walletId));
    }

    private static String pathOfWallet(String walletId) {
        return "/v1/wallets/" + Reads.segment(walletId);
    }

    private static String pathOfOwner(String ownerId) {
        return "/v1/owners/" + Reads.segment(ownerId);
    }
}

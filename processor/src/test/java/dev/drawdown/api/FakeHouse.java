package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Input;
import dev.drawdown.engine.Memory;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletEngine;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.OwnerWallet;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.Price;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.views.Views;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All that the routes stand on, without Kafka: two owners with a wallet each, and commands that are kept and answered. */
final class FakeHouse
        implements PresentState,
                CommandPort,
                CatalogPort,
                EventPort,
                ReadModelPlace,
                Holdings.OutcomeMemory,
                AutoCloseable {
    final List<Command> toWallets = new ArrayList<>();
    final List<Command> toOwners = new ArrayList<>();
    final Map<String, Wallet> wallets = new HashMap<>();
    final Map<String, String> heard = new HashMap<>();
    final Map<String, String> customers = new HashMap<>(Map.of(ApiRig.OWN, "cus_own", ApiRig.FOREIGN, "cus_foreign"));
    final List<PaymentMethod> knownMethods = new ArrayList<>();
    final FakeCards cards = new FakeCards();
    final Map<String, Price> prices = new HashMap<>();
    final Map<String, ObjectNode> puts = new HashMap<>();

    /** What the next prices that are put are told; whether they can be taken where it is null. */
    CatalogPort.@Nullable Reply putReply;

    boolean isCatalogAway;

    /** What happens elsewhere while an owner is told something. */
    Runnable meanwhile = () -> {};

    final List<String> witnessed = new ArrayList<>();
    final List<Event> sent = new ArrayList<>();
    final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

    /** Without a graph that fills them they have nothing. */
    final Views views = new Views(Topics.unprefixed(), 1, registry, Duration.ofDays(400), ViewsRig.NOW::toEpochMilli);

    final Peers peers = new Peers();
    String timeZone = "Europe/Oslo";
    Duration patience = Duration.ofMillis(100);

    /** What readers may wait; as {@link #patience} says where it is null. */
    Reads.@Nullable Limits limits;

    /** After this, whoever follows a wallet is let go. */
    Duration following = Duration.ofMillis(50);

    /** Why the broker does not say that it has an event, by the event's id. */
    final Map<String, String> lost = new HashMap<>();

    boolean hasRoom = true;

    /** What the next commands are told, one after the other; then what {@link #reply} says. */
    final Queue<CommandPort.Reply> replies = new ArrayDeque<>();

    /** What the next commands are told; accepted where it is null. */
    CommandPort.@Nullable Reply reply;

    /** What the next looks at wallets find; the wallet where it is null. */
    volatile @Nullable Found<Wallet> found;

    /** How often wallets have been looked at. */
    final AtomicInteger looks = new AtomicInteger();

    /** Where the read models are, with a copy here; here where it is null. */
    @Nullable
    Found<Views> foundViews;

    FakeHouse() {
        ApiRig.OWNERS.forEach((walletId, ownerId) -> wallets.put(walletId, wallet(walletId, ownerId)));
        prices.put(
                "some",
                Price.newBuilder()
                        .setMeter("some")
                        .setCurrency("USD")
                        .setUnitPrice(new BigDecimal("0.045000000000000000"))
                        .setEffectiveFrom(ApiRig.NOW)
                        .setVersion(3)
                        .build());
    }

    static Wallet wallet(String walletId, String ownerId) {
        return wallet(walletId, ownerId, WalletSettings.DEFAULT);
    }

    static Wallet wallet(String walletId, String ownerId, WalletSettings settings) {
        Input.OpenWallet open = new Input.OpenWallet(
                ownerId, "Main", "USD", 5_000_000, settings, null, null, 12_500_000L, ZoneOffset.UTC);
        long now = ApiRig.NOW.toEpochMilli();
        Decision decision = new WalletEngine(Policy.DEFAULT)
                .decide(null, Memory.EMPTY, new Input.Command("open", walletId, "test", now, open), now);
        return Objects.requireNonNull(decision.wallet());
    }

    List<Route> routes() {
        Holdings holdings = holdings();
        Writes writes = new Writes(this, holdings, (_, walletId, id) -> witnessed.add(walletId + " " + id));
        List<Route> routes = new ArrayList<>();
        routes.addAll(new WalletRoutes(writes, holdings).routes());
        routes.addAll(new MoneyRoutes(writes).routes());
        routes.addAll(new HoldRoutes(writes).routes());
        routes.addAll(new OwnerRoutes(writes, holdings).routes());
        routes.addAll(new PaymentMethodRoutes(writes, holdings, cards, "https://shop.example/").routes());
        routes.addAll(new PriceRoutes(this, () -> ApiRig.NOW).routes());
        routes.addAll(new EventRoutes(this).routes());
        routes.addAll(readModelRoutes());
        return routes;
    }

    List<Route> readModelRoutes() {
        ReadModelAccess access = readModels();
        List<Route> routes = new ArrayList<>(new HistoryRoutes(access).routes());
        routes.addAll(new UsageRoutes(access, holdings(), () -> ViewsRig.NOW).routes());
        routes.addAll(new ExplainRoute(access).routes());
        routes.addAll(new LiveRoute(access, 200, following).routes());
        return routes;
    }

    ReadModelAccess readModels() {
        return new ReadModelAccess(views, this, holdings(), reads());
    }

    Holdings holdings() {
        return new Holdings(this, this, reads(), new ExchangeRates(this, () -> ApiRig.NOW, Runnable::run));
    }

    private Reads reads() {
        return limits == null ? new Reads(peers, patience) : new Reads(peers, limits);
    }

    @Override
    public Found<Views> find(String walletId, boolean standby) {
        Found<Views> planned = foundViews;
        if (planned != null && !standby) {
            return planned;
        }
        return views.has(walletId)
                ? new Found.Here<>(views, planned == null ? Found.Freshness.ACTIVE : new Found.Freshness(false, 3))
                : new Found.Unknown<>("the wallet's read models are moving");
    }

    @Override
    public Found<Wallet> wallet(String walletId, @Nullable String after, boolean standby) {
        looks.incrementAndGet();
        Found<Wallet> planned = found;
        if (planned != null) {
            return planned;
        }
        Wallet wallet = wallets.get(walletId);
        return wallet == null
                ? new Found.Absent<>(Found.Freshness.ACTIVE)
                : new Found.Here<>(wallet, Found.Freshness.ACTIVE);
    }

    @Override
    public Found<OwnerNow> owner(String ownerId, @Nullable String after, boolean standby) {
        if (after != null && !after.equals(heard.get(ownerId))) {
            return new Found.Behind<>();
        }
        List<OwnerWallet> owned = wallets.values().stream()
                .filter(wallet -> wallet.ownerId().equals(ownerId))
                .map(wallet -> new OwnerWallet(wallet.walletId(), wallet.currency(), "ACTIVE"))
                .toList();
        return owned.isEmpty()
                ? new Found.Absent<>(Found.Freshness.ACTIVE)
                : new Found.Here<>(
                        new OwnerNow(
                                Owner.newBuilder()
                                        .setOwnerId(ownerId)
                                        .setTimeZone(timeZone)
                                        .setCustomerId(customers.get(ownerId))
                                        .setMethods(knownMethods)
                                        .setWallets(owned)
                                        .build(),
                                List.of("own-zz-opening")),
                        Found.Freshness.ACTIVE);
    }

    @Override
    public @Nullable List<Price> prices(String meter) {
        if (isCatalogAway) {
            return null;
        }
        Price price = prices.get(meter);
        return price == null ? List.of() : List.of(price);
    }

    @Override
    public CatalogPort.Reply put(PriceChange change) {
        CatalogPort.Reply planned = putReply;
        if (planned != null) {
            return planned;
        }
        Price present = change.key().equals("price/some") ? prices.get("some") : null;
        CatalogEntry before = present == null
                ? null
                : CatalogEntry.newBuilder().setBody(present).build();
        PriceChange.Verdict verdict = change.after(before, Duration.ofDays(7));
        if (verdict instanceof PriceChange.Verdict.Taken(ObjectNode _, ObjectNode price)) {
            puts.put(change.key(), price);
        }
        return new CatalogPort.Reply.Decided(verdict);
    }

    @Override
    public @Nullable List<Fate> send(List<Event> events) {
        if (!hasRoom) {
            return null;
        }
        sent.addAll(events);
        List<Fate> fates = new ArrayList<>();
        for (Event event : events) {
            String why = lost.get(event.fields().path("event_id").asText());
            fates.add(why == null ? new Fate.Taken() : new Fate.Unknown(why));
        }
        return fates;
    }

    @Override
    public CommandPort.Reply sendToWallet(Command command) {
        toWallets.add(command);
        return answer(command);
    }

    @Override
    public CommandPort.Reply sendToOwner(Command command) {
        toOwners.add(command);
        meanwhile.run();
        if (command.kind().equals("PaymentMethodsChanged") && reply == null) {
            customers.put(command.to(), command.body().path("customer_id").asText());
        }
        return answer(command);
    }

    private CommandPort.Reply answer(Command command) {
        CommandPort.Reply planned = replies.isEmpty() ? reply : replies.remove();
        return planned == null ? decided(command, "ACCEPTED", "ACCEPTED") : planned;
    }

    static CommandPort.Reply decided(Command command, String status, String code) {
        return new CommandPort.Reply.Decided(CommandOutcome.newBuilder()
                .setCommandId(command.id())
                .setWalletId(command.to())
                .setStatus(status)
                .setDuplicate(false)
                .setCode(code)
                .setMessage("Expected this, but it is that.")
                .setAvailable(new BigDecimal("12.500000"))
                .setSeq(1L)
                .setAt(ApiRig.NOW)
                .build());
    }

    ObjectNode lastBody() {
        return toWallets.getLast().body();
    }

    @Override
    public @Nullable String lastOfWallet(String walletId) {
        return heard.get(walletId);
    }

    @Override
    public @Nullable String lastOfOwner(String ownerId) {
        return heard.get(ownerId);
    }

    @Override
    public void close() {
        peers.close();
    }
}

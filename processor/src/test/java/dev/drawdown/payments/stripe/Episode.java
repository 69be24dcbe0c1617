package dev.drawdown.payments.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drawdown.config.DrawdownConfig.StripeSettings;
import dev.drawdown.config.Secret;
import dev.drawdown.embedded.stripe.Fault;
import dev.drawdown.embedded.stripe.MovableClock;
import dev.drawdown.embedded.stripe.SocketlessStripe;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.engine.WalletSettings.OnPaymentFailure;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import dev.drawdown.payments.PaymentGateway;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One wallet's weeks: it is spent from, recharges itself, and everything that can go wrong between it and Stripe may.
 *
 * <p>Nothing in it is real but the engine, the machine, the gateway, Stripe's library and the simulator; there is no wire
 * and no waiting. The same seed is the same episode.
 */
final class Episode {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int STEPS = 45;
    private static final int SHORT_STEPS = 6;
    private static final Duration SHORT_STEP = Duration.ofMinutes(11);
    private static final Duration LONG_STEP = Duration.ofHours(3);

    /** Longer than anything can be unknown, unless it stays so. */
    private static final Duration DOUBT = Duration.ofHours(27);

    private static final Duration HORIZON = Duration.ofDays(8);
    private static final JsonMapper JSON = new JsonMapper();

    /** What calls are struck by; one that nothing answers is one for a client, whatever the reason. */
    private static final List<Fault> FAULTS = List.of(
            Fault.CHARGED_THEN_TIMEOUT,
            Fault.CHARGED_THEN_ERROR,
            Fault.CHARGED_THEN_RESET,
            Fault.TIMEOUT,
            Fault.RESET,
            Fault.ERROR,
            Fault.RATE_LIMITED);

    private static final List<String> CALLS = List.of(
            GatewayRig.CREATE,
            GatewayRig.CONFIRM,
            GatewayRig.CONFIRM,
            GatewayRig.READ,
            "GET /v1/payment_intents",
            "POST /v1/invoices",
            "POST /v1/invoiceitems",
            "POST /v1/invoices/*/finalize",
            "POST /v1/invoices/*/send",
            "GET /v1/invoices/*");

    private static final List<String> METHODS = List.of(
            "pm_card_visa",
            "pm_card_visa",
            "pm_card_visa",
            "pm_card_chargeCustomerFail",
            "pm_card_authenticationRequired",
            "pm_usBankAccount_success",
            "pm_usBankAccount_insufficientFunds");

    final SocketlessStripe stripe;
    final EpisodeWallet wallet;
    final EpisodeDesk desk;
    final EpisodeWebhooks webhooks;
    private final MovableClock clock = new MovableClock(START);
    private final SplittableRandom random;
    private final StripeAccount account;
    private boolean isCalm = true;

    /** Something that is built wrong on purpose; {@link #NONE} for the program as it is. */
    record Sabotage(UnaryOperator<Map<String, List<String>>> wire, UnaryOperator<PaymentGateway> gateway) {
        static final Sabotage NONE = new Sabotage(UnaryOperator.identity(), UnaryOperator.identity());
    }

    Episode(long seed, Sabotage sabotage) {
        random = new SplittableRandom(seed);
        stripe = new SocketlessStripe(clock, new Random(seed));
        account = account(sabotage.wire());
        wallet = new EpisodeWallet("w" + seed);
        desk = new EpisodeDesk(
                sabotage.gateway().apply(account.gateway()),
                account.records(),
                wallet,
                () -> !isCalm && random.nextInt(14) == 0);
        webhooks = new EpisodeWebhooks(stripe, random.split());
        desk.customer =
                GatewayRig.done(account.customers().openCustomer("payer", null, "payer@acme.example", Map.of()));
        desk.defaultMethod = method();
        desk.backupMethod = random.nextInt(3) == 0 ? null : method();
    }

    private StripeAccount account(UnaryOperator<Map<String, List<String>>> wire) {
        Secret key = new Secret("sk_test_episode");
        Duration unused = Duration.ofSeconds(1);
        return new StripeAccount(
                new StripeSettings(
                        key, "http://simulator.invalid", unused, unused, 1, 1, "http://x.invalid/", List.of(), unused),
                clock,
                new SimulatorClient(stripe, wire));
    }

    private String method() {
        String token = METHODS.get(random.nextInt(METHODS.size()));
        return GatewayRig.done(account.customers().attach(desk.customer, token)).id();
    }

    /** Lets it happen, until everything is over or nothing more can be expected; returns what is wrong then. */
    List<String> run() {
        wallet.open(EpisodeWallet.settings(onFailure(), rule()), 20, clock.instant());
        wallet.spend(random.nextInt(11, 19), clock.instant());
        isCalm = false;
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(3) == 0) {
                goWrong();
            }
            happen();
            pass();
        }
        isCalm = true;
        stripe.forgive();
        settle();
        return problems();
    }

    /** Says what is wrong as things stand. */
    List<String> problems() {
        return new EpisodeBooks(account.books()).problems(wallet, desk);
    }

    int paid() {
        return new EpisodeBooks(account.books()).paid();
    }

    private OnPaymentFailure onFailure() {
        return random.nextInt(4) == 0 ? OnPaymentFailure.CONTINUE : OnPaymentFailure.PAUSE;
    }

    private RechargeRule rule() {
        boolean fixed = random.nextInt(3) > 0;
        return new RechargeRule(
                true,
                10 * EpisodeWallet.DOLLAR,
                fixed ? RechargeRule.Mode.FIXED : RechargeRule.Mode.TARGET,
                fixed ? 25 * EpisodeWallet.DOLLAR : null,
                fixed ? null : 40 * EpisodeWallet.DOLLAR,
                random.nextBoolean(),
                random.nextInt(4) == 0 ? 3_600 : 0,
                null,
                null,
                random.nextInt(5) == 0 ? WalletSettings.Collect.INVOICE : WalletSettings.Collect.DIRECT,
                random.nextInt(4) == 0);
    }

    private void goWrong() {
        if (random.nextInt(6) == 0) {
            String path = random.nextInt(4) == 0 ? "/v1/invoice" : "/v1/payment_intents";
            stripe.delayNext(path, Duration.ofSeconds(random.nextInt(1, 600)));
        } else {
            stripe.provoke(FAULTS.get(random.nextInt(FAULTS.size())), CALLS.get(random.nextInt(CALLS.size())));
        }
    }

    private void happen() {
        Instant now = clock.instant();
        boolean did = switch (random.nextInt(12)) {
            case 0 -> spend(now);
            case 1 -> change(now);
            case 2, 3 -> desk.read(now);
            case 4, 5 -> desk.readBack(now);
            case 6, 7 -> desk.listen(random.nextInt(100), now);
            case 8, 9 -> desk.tell(now);
            case 10 -> desk.wake(now);
            default -> customerActs();
        };
        if (!did) {
            webhooks.pass(desk, now);
        }
    }

    private boolean spend(Instant now) {
        wallet.spend(random.nextInt(1, 15), now);
        return true;
    }

    private boolean change(Instant now) {
        if (random.nextInt(3) > 0) {
            return false;
        }
        desk.defaultMethod = method();
        wallet.changeMethods(now);
        return true;
    }

    private void pass() {
        int kind = random.nextInt(20);
        pass(
                kind == 0
                        ? Duration.ofMinutes(random.nextInt(60, 26 * 60))
                        : kind < 4 ? Duration.ofMinutes(random.nextInt(1, 15)) : Duration.ofSeconds(random.nextInt(8)));
        wallet.tick(clock.instant());
    }

    /** Lets time pass, but not over the head of a call that is still on its way: none is for longer than minutes. */
    private void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        for (Instant late = stripe.nextLate(); late != null && late.isBefore(end); late = stripe.nextLate()) {
            clock.pass(Duration.between(clock.instant(), late));
            stripe.tick();
        }
        clock.pass(Duration.between(clock.instant(), end));
        stripe.tick();
    }

    /** The customer looks at what waits for them: a payment to authenticate, an invoice to pay. */
    private boolean customerActs() {
        boolean acts = false;
        for (JsonNode intent : list("/v1/payment_intents?limit=100")) {
            if (intent.path("status").asText().equals("requires_action") && random.nextInt(3) > 0) {
                String answer = random.nextInt(3) > 0 ? "approve" : "refuse";
                click("/_simulator/authenticate/" + intent.path("id").asText(), "answer=" + answer);
                acts = true;
            }
        }
        for (JsonNode invoice : list("/v1/invoices?limit=100")) {
            if (invoice.path("status").asText().equals("open") && random.nextInt(3) > 0) {
                String id = invoice.path("id").asText();
                boolean pays = random.nextInt(4) > 0;
                click(
                        pays ? "/_simulator/invoices/" + id : "/v1/invoices/" + id + "/void",
                        pays ? "payment_method=" + desk.defaultMethod : "");
                acts = true;
            }
        }
        return acts;
    }

    private JsonNode list(String path) {
        SocketlessStripe.Heard heard = call("GET", path, "");
        try {
            return heard == null
                    ? JSON.createArrayNode()
                    : JSON.readTree(heard.body()).path("data");
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("Expected a list of " + path, impossible);
        }
    }

    private void click(String path, String form) {
        var _ = call("POST", path, form);
    }

    private SocketlessStripe.@Nullable Heard call(String method, String path, String form) {
        return stripe.call(
                method,
                URI.create("http://simulator.invalid" + path),
                Map.of("Authorization", List.of("Bearer sk_test_customer")),
                form.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Everything works again, nobody spends any more, and customers do what they may still do: the rest must be found out.
     * Time passes in steps that become long, since what is unknown is asked for every ten minutes for most of a day.
     */
    private void settle() {
        Instant start = clock.instant();
        var _ = customerActs();
        for (int round = 0; clock.instant().isBefore(start.plus(HORIZON)); round++) {
            Instant now = clock.instant();
            wallet.tick(now);
            wallet.forgetRepeats();
            webhooks.passAll(desk, now);
            boolean did = desk.wake(now);
            while (desk.read(now) || desk.readBack(now) || desk.listen(0, now) || desk.tell(now)) {
                did = true;
            }
            boolean isDone =
                    wallet.waitsForNothing() && (wallet.underWay().isEmpty() || now.isAfter(start.plus(DOUBT)));
            if (!did && isDone) {
                return;
            }
            pass(round < SHORT_STEPS ? SHORT_STEP : LONG_STEP);
        }
    }
}

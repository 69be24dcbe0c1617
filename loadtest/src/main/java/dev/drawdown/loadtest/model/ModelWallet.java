package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One wallet as the rules say it must be: takes its inputs in order and says what must follow from each. */
public final class ModelWallet {
    private static final Duration WINDOW = Duration.ofDays(7);
    private static final Duration AHEAD = Duration.ofDays(1);
    /** Refusals for which a command, beside being answered, is kept as a dead letter too: it was no proper command. */
    private static final Set<String> DEAD_LETTERS = Set.of(
            "KEY_MISMATCH",
            "NO_ID",
            "NEGATIVE_AMOUNT",
            "AMOUNT_OUT_OF_RANGE",
            "MALFORMED",
            "WRONG_CURRENCY",
            "ID_CONFLICT",
            "TOO_LATE",
            "IN_FUTURE",
            "NO_WALLET",
            "NO_PRICE");

    private final Account account;
    private final Orders orders;
    private final Facts facts;
    private final Map<String, Accepted> accepted = new LinkedHashMap<>();
    private final Map<String, Predicted> answers = new LinkedHashMap<>();

    /** What was accepted under an id, and when. */
    private record Accepted(Fields body, Instant at) {}

    public ModelWallet(String walletId, RateCard rates) {
        this.account = new Account(walletId);
        this.orders = new Orders(account);
        this.facts = new Facts(account, rates);
    }

    /**
     * What must follow from an input, after all that falls due at or before its instant.
     *
     * @param key of the record
     * @param zone of the wallet's owner, for an opening
     * @param ownerRefusal why the owner refuses an opening, or null
     */
    public List<Step> apply(ModelInput input, @Nullable String key, ZoneId zone, @Nullable String ownerRefusal) {
        account.sweep();
        Instant now = input.at().isBefore(account.clock) ? account.clock : input.at();
        List<Step> steps = advance(now);
        Step step = new Step(input.id());
        Book book = new Book(account, step, now, input.source(), input.claimedAt());
        boolean opening = !account.opened;
        step.code = decide(input, key, book, zone, ownerRefusal);
        if (step.accepted()) {
            account.clock = now;
            accepted.put(input.id(), new Accepted(input.business(), now));
            new Owing(book).invoice();
            new Recharge(book).look();
            new Watch(account, step, now, opening).look();
            new Owing(book).look();
            tellSeq(step);
            checkSums();
        }
        answer(input, step);
        steps.add(step);
        return steps;
    }

    /** All that falls due until an instant, that one included. */
    public List<Step> advance(Instant until) {
        List<Step> steps = new ArrayList<>();
        Dues dues = new Dues(account);
        for (Instant due = dues.next(); due != null && !due.isAfter(until); due = dues.next()) {
            Step step = new Step("due/" + due.toEpochMilli());
            account.clock = due.isBefore(account.clock) ? account.clock : due;
            Book book = new Book(account, step, due, Source.TIME, due);
            dues.apply(book);
            new Owing(book).invoice();
            new Recharge(book).look();
            new Watch(account, step, due, false).look();
            new Owing(book).look();
            tellSeq(step);
            checkSums();
            steps.add(step);
        }
        return steps;
    }

    /** When something falls due next; null where nothing does. */
    public @Nullable Instant nextDue() {
        return new Dues(account).next();
    }

    private String decide(
            ModelInput input, @Nullable String key, Book book, ZoneId zone, @Nullable String ownerRefusal) {
        String malformed = Shape.refuse(input, key);
        if (malformed != null) {
            return malformed;
        }
        if (account.opened && facts.pricedInAnotherCurrency(input)) {
            return "WRONG_CURRENCY";
        }
        Accepted earlier = accepted.get(input.id());
        if (earlier != null && !earlier.at().plus(Account.REMEMBERED).isBefore(book.now)) {
            book.step.duplicate = earlier.body().equals(input.business());
            return book.step.duplicate ? "ACCEPTED" : "ID_CONFLICT";
        }
        if (input.claimedAt().isBefore(book.now.minus(WINDOW))) {
            return "TOO_LATE";
        }
        if (input.claimedAt().isAfter(book.now.plus(AHEAD))) {
            return "IN_FUTURE";
        }
        Fields open = input.commandOf("OpenWallet");
        if (!account.opened) {
            return open == null ? "NO_WALLET" : open(input, open, book, zone, ownerRefusal);
        }
        if (account.status.equals("TERMINATED") && input.commandOf("RecordPayment") == null) {
            return "WALLET_TERMINATED";
        }
        return input.isCommand() ? orders.decide(input, book) : facts.decide(input, book);
    }

    private String open(ModelInput input, Fields open, Book book, ZoneId zone, @Nullable String ownerRefusal) {
        return ownerRefusal == null ? orders.open(input, open, book, zone) : ownerRefusal;
    }

    /** Commands are answered; events that are refused are found in the dead letters. */
    private void answer(ModelInput input, Step step) {
        if (step.code.equals("AGAIN")) {
            step.code = "ACCEPTED";
            step.duplicate = true;
        }
        boolean refused = !step.code.equals("ACCEPTED");
        step.deadLetter = refused && (!input.isCommand() || DEAD_LETTERS.contains(step.code));
        if (!input.isCommand()) {
            return;
        }
        Predicted first = answers.get(input.id());
        Predicted outcome = new Predicted();
        if (step.duplicate && first != null) {
            outcome.withAll(first.values()).with("duplicate", true);
        } else {
            outcome.with("command_id", input.id())
                    .with("wallet_id", input.walletId())
                    .with("code", step.code)
                    .with("status", refused ? "REJECTED" : "ACCEPTED")
                    .with("duplicate", step.duplicate);
        }
        if (!step.duplicate && account.opened && !step.code.equals("KEY_MISMATCH")) {
            outcome.with("available", account.available()).with("seq", account.seq);
        }
        if (step.accepted()) {
            answers.put(input.id(), outcome);
        }
        step.outcome = outcome;
    }

    /** Whatever a decision says of the wallet, it says as of its last entry. */
    private void tellSeq(Step step) {
        step.alerts.forEach(alert -> alert.with("wallet_seq", account.seq));
        if (step.gate != null) {
            step.gate.with("wallet_seq", account.seq);
        }
    }

    /** The model's own books must balance, or it cannot judge those of others. */
    private void checkSums() {
        if (account.booked.compareTo(account.balance()) != 0) {
            throw new IllegalStateException("Expected the entries of " + account.walletId + " to add up to "
                    + account.balance() + ", but they are " + account.booked);
        }
    }

    public boolean isOpen() {
        return account.opened;
    }

    public String ownerId() {
        return account.ownerId;
    }

    public long seq() {
        return account.seq;
    }

    public Instant clock() {
        return account.clock;
    }

    public BigDecimal available() {
        return account.available();
    }

    /** What must be found on the topic of balances, as the latest. */
    public Predicted balance() {
        return new Predicted()
                .with("wallet_id", account.walletId)
                .with("owner_id", account.ownerId)
                .with("name", account.name)
                .with("currency", account.currency)
                .with("status", account.status)
                .with("settled", account.settled())
                .with("held", account.held())
                .with("pending", account.pending())
                .with("owed", account.owed)
                .with("available", account.available())
                .with("level", account.level)
                .with("gate", account.gateState)
                .with("seq", account.seq);
    }
}

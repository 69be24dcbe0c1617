package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** What usage and lead events do: they have happened, so money or the lack of it never refuses them. */
final class Facts {
    static final String LEAD_CATEGORY = "lead";
    private static final Duration CLAIM_WINDOW = Duration.ofDays(30);
    private static final Duration REMEMBERED = CLAIM_WINDOW.plusDays(1);
    private static final int MICRO_SCALE = 6;

    private final Account account;
    private final RateCard rates;

    Facts(Account account, RateCard rates) {
        this.account = account;
        this.rates = rates;
    }

    String decide(ModelInput input, Book book) {
        Fields event = input.record();
        if (event.type().equals("UsageEvent")) {
            return usage(event, book);
        }
        return event.textOr("kind", "").equals("RETURNED") ? returned(event, book) : delivered(event, book);
    }

    private String usage(Fields event, Book book) {
        String chargeType = event.textOr("charge_type", "USAGE");
        String category = event.text("category");
        book.tell("app_id", event.text("app_id"));
        book.tell("category", category);
        book.tell("meter", event.text("meter"));
        book.tell("charge_type", chargeType);
        BigDecimal quantity = event.moneyOr("quantity", Money.ZERO);
        book.firstOnly.put("quantity", quantity);
        BigDecimal amount = event.money("amount");
        if (amount == null) {
            String meter = event.textOr("meter", "");
            if (rates.find(meter, account.walletId, account.ownerId) == null) {
                return "NO_PRICE";
            }
            amount = rate(meter, quantity, book);
            if (Money.outOfRange(amount)) {
                return "AMOUNT_OUT_OF_RANGE";
            }
        }
        String reason = chargeType.equals("FIXED") ? "FIXED_CHARGE" : "USAGE";
        new Debits(book).charge(reason, amount, chargeType, category);
        return "ACCEPTED";
    }

    /** Whether the catalog prices an event, but not in the wallet's currency. */
    boolean pricedInAnotherCurrency(ModelInput input) {
        Fields event = input.record();
        boolean lead = event.textOr("kind", "").equals("DELIVERED");
        String meter = lead ? LEAD_CATEGORY : event.text("meter");
        if (meter == null || event.has("amount") || event.has("price")) {
            return false;
        }
        Rate rate = rates.find(meter, account.walletId, account.ownerId);
        return rate != null && !rate.currency().equals(account.currency);
    }

    /** Rounds half-even to a micro and carries what that took or gave to the meter's next price. */
    private BigDecimal rate(String meter, BigDecimal quantity, Book book) {
        Rate rate = rates.find(meter, account.walletId, account.ownerId);
        if (rate == null) {
            throw new IllegalStateException("Expected a price of " + meter);
        }
        BigDecimal exact = rate.of(quantity).add(account.carries.getOrDefault(meter, Money.ZERO));
        BigDecimal amount = exact.setScale(MICRO_SCALE, RoundingMode.HALF_EVEN);
        account.carries.put(meter, exact.subtract(amount));
        book.tell("unit_price", rate.unitPrice());
        book.tell("price_version", rate.version());
        return amount;
    }

    private String delivered(Fields event, Book book) {
        tellLead(event, book);
        book.tell("app_id", event.text("app_id"));
        book.tell("campaign_id", event.text("campaign_id"));
        book.tell("channel", event.text("channel"));
        book.tell("hold_id", event.text("hold_id"));
        book.firstOnly.put("quantity", BigDecimal.ONE);
        BigDecimal price = event.money("price");
        if (price == null) {
            if (rates.find(LEAD_CATEGORY, account.walletId, account.ownerId) == null) {
                return "NO_PRICE";
            }
            book.tell("meter", LEAD_CATEGORY);
            price = rate(LEAD_CATEGORY, BigDecimal.ONE, book);
        }
        long firstSeq = account.seq + 1;
        Debits.Taken taken = new Holds(book).chargeLead(price, event.text("hold_id"));
        account.receipts.put(
                receiptKey(event), new Receipt(book.now, firstSeq, taken.parts(), taken.owed(), taken.card()));
        return "ACCEPTED";
    }

    private static void tellLead(Fields event, Book book) {
        book.tell("category", LEAD_CATEGORY);
        book.tell("charge_type", "USAGE");
        book.tell("lead_id", event.text("lead_id"));
        book.tell("buyer_id", event.text("buyer_id"));
    }

    private static String receiptKey(Fields event) {
        String buyer = event.text("buyer_id");
        return event.text("lead_id") + " " + (buyer == null ? "" : "/" + buyer);
    }

    private String returned(Fields event, Book book) {
        Receipt receipt = account.receipts.get(receiptKey(event));
        if (receipt == null || receipt.at.plus(REMEMBERED).isBefore(book.now)) {
            return "NO_SUCH_LEAD";
        }
        if (receipt.returned) {
            return "LEAD_ALREADY_RETURNED";
        }
        Instant claimable = receipt.at.plus(CLAIM_WINDOW);
        if (book.now.isAfter(claimable)) {
            return "CLAIM_WINDOW_PASSED";
        }
        CardLeads cards = new CardLeads(book);
        String refused = cards.refuse(receipt.card);
        if (refused != null) {
            return refused;
        }
        tellLead(event, book);
        book.tell("reference", event.text("reason"));
        receipt.returned = true;
        Credits credits = new Credits(book);
        credits.giveBack(receipt);
        if (receipt.card != null) {
            cards.giveBack(receipt.card, credits);
        }
        new Debits(book).settle(credits.arrived);
        return "ACCEPTED";
    }
}

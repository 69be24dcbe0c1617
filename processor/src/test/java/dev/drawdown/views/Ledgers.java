package dev.drawdown.views;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.wire.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the engine might have written about some wallets, out of a seed: topics as lists, in the order of their offsets. */
final class Ledgers {
    static final Instant START = Instant.parse("2026-01-30T20:00:00Z");
    private static final @Nullable String[] CATEGORIES = {"sms", "call", "lead", null};
    private static final @Nullable String[] APPS = {"crm", "shop", null};
    private static final @Nullable String[] CHANNELS = {"web", "phone"};

    final List<LedgerEntry> entries = new ArrayList<>();
    final List<WalletBalance> balances = new ArrayList<>();
    final List<BalanceAlert> alerts = new ArrayList<>();
    private final Random random;
    private final List<Wallet> wallets = new ArrayList<>();
    private int inputs;

    private static final class Wallet {
        private final String id;
        private final String currency;
        private long seq;
        private long balanceMicros;
        private Instant now = START;
        private @Nullable LedgerEntry lastLead;

        Wallet(String id, String currency) {
            this.id = id;
            this.currency = currency;
        }
    }

    Ledgers(long seed, int walletCount, int decisions) {
        random = new Random(seed);
        for (int i = 0; i < walletCount; i++) {
            wallets.add(new Wallet("wallet-" + i, i % 3 == 0 ? "EUR" : "USD"));
        }
        for (int i = 0; i < decisions; i++) {
            decide(wallets.get(random.nextInt(walletCount)));
        }
        wallets.forEach(this::publish);
    }

    /** The topic of a feed. */
    List<? extends SpecificRecord> topic(Feed feed) {
        return switch (feed) {
            case LEDGER -> entries;
            case BALANCES -> balances;
            case ALERTS -> alerts;
            case PAYMENT_REQUESTS, OUTCOMES -> List.of();
        };
    }

    private void decide(Wallet wallet) {
        wallet.now = wallet.now.plusMillis(random.nextLong(0, 40 * 60_000));
        String input = "input/" + ++inputs;
        switch (random.nextInt(8)) {
            case 0 -> post(wallet, entry(wallet, input, "CREDIT", "TOP_UP", random.nextLong(50_000_000)));
            case 1 -> returnLead(wallet, input);
            case 2 -> {
                LedgerEntry pending = entry(wallet, input, "CREDIT", "GRANT", 5_000_000);
                pending.setStatus("PENDING");
                post(wallet, pending);
            }
            case 3, 4 -> {
                LedgerEntry lead = charge(wallet, input, "LEAD_DELIVERY");
                lead.setCategory("lead");
                lead.setLeadId("lead-" + input);
                lead.setBuyerId(random.nextBoolean() ? "buyer" : null);
                lead.setChannel(CHANNELS[random.nextInt(CHANNELS.length)]);
                post(wallet, lead);
                wallet.lastLead = lead;
            }
            default -> {
                LedgerEntry first = charge(wallet, input, "USAGE");
                post(wallet, first);
                for (int more = random.nextInt(3); more > 0; more--) {
                    LedgerEntry next = charge(wallet, input, more == 1 ? "SHORTFALL" : "USAGE");
                    next.setCategory(first.getCategory());
                    next.setAppId(first.getAppId());
                    next.setQuantity(null);
                    post(wallet, next);
                }
            }
        }
        if (random.nextInt(5) == 0) {
            alerts.add(alert(wallet, input, alerts.size()));
        }
        if (random.nextInt(4) == 0) {
            publish(wallet);
        }
    }

    private void returnLead(Wallet wallet, String input) {
        LedgerEntry lead = wallet.lastLead;
        if (lead != null) {
            LedgerEntry back = entry(wallet, input, "CREDIT", "LEAD_RETURN", Money.micros(lead.getAmount()));
            back.setCategory("lead");
            back.setLeadId(lead.getLeadId());
            back.setBuyerId(lead.getBuyerId());
            post(wallet, back);
            wallet.lastLead = null;
        }
    }

    private LedgerEntry charge(Wallet wallet, String input, String reason) {
        LedgerEntry charge = entry(wallet, input, "DEBIT", reason, random.nextLong(3_000_000));
        charge.setCategory(CATEGORIES[random.nextInt(CATEGORIES.length)]);
        charge.setAppId(APPS[random.nextInt(APPS.length)]);
        charge.setQuantity(BigDecimal.valueOf(random.nextInt(1, 100), 2).setScale(18));
        return charge;
    }

    static LedgerEntry entry(String walletId, long seq, String input, String type, String reason, long micros) {
        return LedgerEntry.newBuilder()
                .setWalletId(walletId)
                .setSeq(seq)
                .setTransactionId(input)
                .setOwnerId("owner")
                .setType(type)
                .setReason(reason)
                .setStatus("COMPLETED")
                .setAmount(Money.decimal(micros))
                .setCredits(Money.decimal(micros))
                .setCurrency("USD")
                .setBalanceDelta(Money.decimal(0))
                .setBalanceBefore(Money.decimal(0))
                .setBalanceAfter(Money.decimal(0))
                .setDebitAccount("cash")
                .setCreditAccount("revenue")
                .setRecognizedRevenue(Money.decimal(0))
                .setInputId(input)
                .setSourceTopic("usage.events")
                .setSourcePartition(0)
                .setSourceOffset(seq)
                .setDescription("Something")
                .setOccurredAt(START)
                .setRecordedAt(START)
                .setConfigVersion(1)
                .setPrevHash("0")
                .setHash("1")
                .build();
    }

    private LedgerEntry entry(Wallet wallet, String input, String type, String reason, long micros) {
        LedgerEntry entry = entry(wallet.id, 0, input, type, reason, micros);
        entry.setCurrency(wallet.currency);
        entry.setRecordedAt(wallet.now);
        return entry;
    }

    private void post(Wallet wallet, LedgerEntry entry) {
        long micros = Money.micros(entry.getAmount());
        long delta = !"COMPLETED".equals(entry.getStatus()) ? 0 : "DEBIT".equals(entry.getType()) ? -micros : micros;
        entry.setSeq(++wallet.seq);
        entry.setBalanceBefore(Money.decimal(wallet.balanceMicros));
        entry.setBalanceDelta(Money.decimal(delta));
        wallet.balanceMicros += delta;
        entry.setBalanceAfter(Money.decimal(wallet.balanceMicros));
        entries.add(entry);
    }

    private void publish(Wallet wallet) {
        balances.add(balance(wallet.id, wallet.currency, wallet.seq, wallet.balanceMicros));
    }

    static WalletBalance balance(String walletId, String currency, long seq, long micros) {
        return WalletBalance.newBuilder()
                .setWalletId(walletId)
                .setOwnerId("owner")
                .setCurrency(currency)
                .setStatus("ACTIVE")
                .setSettled(Money.decimal(Math.max(micros, 0)))
                .setHeld(Money.decimal(0))
                .setPending(Money.decimal(0))
                .setOwed(Money.decimal(Math.max(-micros, 0)))
                .setAvailable(Money.decimal(micros))
                .setLevel("OK")
                .setGate("OPEN")
                .setSeq(seq)
                .setUpdatedAt(START)
                .build();
    }

    private static BalanceAlert alert(Wallet wallet, String input, int number) {
        return BalanceAlert.newBuilder()
                .setAlertId("alert-" + number)
                .setWalletId(wallet.id)
                .setOwnerId("owner")
                .setKind("BALANCE_LEVEL")
                .setBalance(Money.decimal(wallet.balanceMicros))
                .setCurrency(wallet.currency)
                .setWalletSeq(wallet.seq)
                .setCausedBy(input)
                .setMessage("Low")
                .setAt(wallet.now)
                .build();
    }
}

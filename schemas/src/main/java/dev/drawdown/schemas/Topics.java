package dev.drawdown.schemas;

import static dev.drawdown.schemas.Topic.Direction.IN;
import static dev.drawdown.schemas.Topic.Direction.OUT;
import static dev.drawdown.schemas.Topic.Direction.WITHIN;
import static dev.drawdown.schemas.Topic.Key.CATALOG;
import static dev.drawdown.schemas.Topic.Key.OF_THE_INPUT;
import static dev.drawdown.schemas.Topic.Key.OWNER;
import static dev.drawdown.schemas.Topic.Key.WALLET;
import static dev.drawdown.schemas.Topic.Kind.COMPACTED;
import static dev.drawdown.schemas.Topic.Kind.KEPT;
import static dev.drawdown.schemas.Topic.Kind.STREAM;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Every topic of the contract, in the order in which money flows. There is no other list. */
public final class Topics {
    private static final Pattern LEGAL_PREFIX = Pattern.compile("[A-Za-z0-9._-]*");

    private final String prefix;
    private final List<Topic<?>> declared = new ArrayList<>();

    public final Topic<UsageEvent> usageEvents;
    public final Topic<LeadEvent> leadEvents;
    public final Topic<WalletCommand> walletCommands;
    public final Topic<OwnerCommand> ownerCommands;
    public final Topic<CatalogEntry> walletCatalog;

    public final Topic<LedgerEntry> walletLedger;
    public final Topic<CommandOutcome> walletOutcomes;
    public final Topic<BalanceAlert> walletAlerts;
    public final Topic<PaymentRequest> walletPaymentRequests;
    public final Topic<WalletBalance> walletBalances;
    public final Topic<DeliveryGate> walletDeliveryGates;
    public final Topic<Owner> walletOwners;
    public final Topic<InvoiceSettled> invoiceResults;
    public final Topic<byte[]> walletDeadLetters;

    public final Topic<byte[]> walletInputs;
    public final Topic<byte[]> ownerInputs;
    public final Topic<byte[]> paymentInputs;

    private Topics(String prefix) {
        this.prefix = prefix;

        usageEvents = declare("usage.events", IN, WALLET, UsageEvent.class, STREAM);
        leadEvents = declare("lead.events", IN, WALLET, LeadEvent.class, STREAM);
        walletCommands = declare("wallet.commands", IN, WALLET, WalletCommand.class, KEPT);
        ownerCommands = declare("owner.commands", IN, OWNER, OwnerCommand.class, KEPT);
        walletCatalog = declare("wallet.catalog", IN, CATALOG, CatalogEntry.class, COMPACTED);

        walletLedger = declare("wallet.ledger", OUT, WALLET, LedgerEntry.class, KEPT);
        walletOutcomes = declare("wallet.outcomes", OUT, WALLET, CommandOutcome.class, STREAM);
        walletAlerts = declare("wallet.alerts", OUT, WALLET, BalanceAlert.class, STREAM);
        walletPaymentRequests = declare("wallet.payment-requests", OUT, WALLET, PaymentRequest.class, STREAM);
        walletBalances = declare("wallet.balances", OUT, WALLET, WalletBalance.class, COMPACTED);
        walletDeliveryGates = declare("wallet.delivery-gates", OUT, WALLET, DeliveryGate.class, COMPACTED);
        walletOwners = declare("wallet.owners", OUT, OWNER, Owner.class, COMPACTED);
        invoiceResults = declare("invoice.results", OUT, OWNER, InvoiceSettled.class, STREAM);
        walletDeadLetters = declare("wallet.dead-letters", OUT, OF_THE_INPUT, byte[].class, STREAM);

        walletInputs = declare("drawdown.wallet-inputs", WITHIN, WALLET, byte[].class, STREAM);
        ownerInputs = declare("drawdown.owner-inputs", WITHIN, OWNER, byte[].class, STREAM);
        paymentInputs = declare("drawdown.payment-inputs", WITHIN, WALLET, byte[].class, STREAM);
    }

    /** Returns the topics under their plain names. */
    public static Topics unprefixed() {
        return withPrefix("");
    }

    /** Returns the topics with {@code prefix}, which may be empty, in front of every name. */
    public static Topics withPrefix(String prefix) {
        if (!LEGAL_PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "Expected a prefix of letters, digits, dots, dashes and underscores, but it is '" + prefix + "'");
        }
        return new Topics(prefix);
    }

    /** Returns what stands in front of every name. */
    public String prefix() {
        return prefix;
    }

    /** Returns all topics. */
    public List<Topic<?>> all() {
        return List.copyOf(declared);
    }

    /** Returns the topics that others write and Drawdown reads. */
    public List<Topic<?>> inputs() {
        return declared.stream().filter(topic -> topic.direction() == IN).toList();
    }

    /** Returns the topics that Drawdown writes. */
    public List<Topic<?>> outputs() {
        return declared.stream().filter(topic -> topic.direction() == OUT).toList();
    }

    /** Returns the topics keyed by wallet, which share one partition count so that a wallet stays on one number. */
    public List<Topic<?>> keyedByWallet() {
        return declared.stream().filter(topic -> topic.key() == WALLET).toList();
    }

    private <V> Topic<V> declare(
            String name, Topic.Direction direction, Topic.Key key, Class<V> value, Topic.Kind kind) {
        Topic<V> topic = new Topic<>(prefix + name, direction, key, value, kind);
        declared.add(topic);
        return topic;
    }
}

package dev.drawdown.topology;

import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Posting;
import dev.drawdown.engine.Signal;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletStatus;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.serde.AvroBytes;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.store.StateTable;
import dev.drawdown.wire.Arrival;
import dev.drawdown.wire.InternalWords;
import dev.drawdown.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends what follows from a wallet's decisions to its topics, all in the decision's own transaction. */
final class WalletPublisher {
    private final ProcessorContext<byte[], byte[]> context;
    private final LedgerWriter ledger;
    private final AvroEncoder<BalanceAlert> alerts;
    private final AvroEncoder<PaymentRequest> requests;
    private final AvroEncoder<DeliveryGate> gates;
    private final AvroEncoder<WalletBalance> balances;
    private final AvroBytes balanceBytes = new AvroBytes();
    private final String balancesTopic;

    WalletPublisher(ProcessorContext<byte[], byte[]> context, TopologySettings settings) {
        this.context = context;
        ledger = new LedgerWriter(encoder(settings, settings.topics().walletLedger));
        alerts = encoder(settings, settings.topics().walletAlerts);
        requests = encoder(settings, settings.topics().walletPaymentRequests);
        gates = encoder(settings, settings.topics().walletDeliveryGates);
        balances = encoder(settings, settings.topics().walletBalances);
        balancesTopic = settings.topics().walletBalances.name();
    }

    /**
     * Sends the entries and signals of one decision.
     *
     * @return the hash of the last entry
     */
    byte[] publish(Wallet wallet, Decision decision, String inputId, Origin origin, byte[] chainHead, long millis) {
        byte[] key = wallet.walletId().getBytes(StandardCharsets.UTF_8);
        byte[] head = chainHead;
        List<Posting> postings = decision.postings();
        for (Posting posting : postings) {
            byte[] entry = ledger.encode(wallet, posting, origin, head);
            context.forward(new Record<>(key, entry, millis), Names.LEDGER_SINK);
            head = ledger.hash();
        }
        List<Signal> signals = decision.signals();
        for (int place = 0; place < signals.size(); place++) {
            switch (signals.get(place)) {
                case Signal.Alert alert -> {
                    BalanceAlert wire = OutputCodec.alert(wallet, alert, inputId, place, wallet.clockMillis());
                    context.forward(new Record<>(key, alerts.encode(wire), millis), Names.ALERTS_SINK);
                }
                case Signal.PaymentRequested(var payment) -> {
                    PaymentRequest wire = OutputCodec.request(wallet, payment);
                    context.forward(new Record<>(key, requests.encode(wire), millis), Names.PAYMENT_REQUESTS_SINK);
                }
                case Signal.CardDeclined declined -> tellOwnerOfDecline(declined, wallet, millis);
                case Signal.GateChanged(var gate) -> {
                    DeliveryGate wire = OutputCodec.gate(wallet, gate, inputId);
                    context.forward(new Record<>(key, gates.encode(wire), millis), Names.GATES_SINK);
                }
            }
        }
        return head;
    }

    /** Sends the wallet's latest figures: of all changes between two commits only the last ones. */
    void publishBalance(Wallet wallet, long millis, StateTable.@Nullable Outbox outbox) {
        byte[] key = wallet.walletId().getBytes(StandardCharsets.UTF_8);
        byte[] value = balances.frame(OutputCodec.balance(wallet, balanceBytes));
        if (outbox == null) {
            context.forward(new Record<>(key, value, millis), Names.BALANCES_SINK);
        } else {
            outbox.send(balancesTopic, key, value, millis);
        }
    }

    /** Tells the owner where the wallet stands in its life, if that is news. */
    void tellOwner(@Nullable WalletStatus before, Wallet wallet, long millis) {
        if (before != wallet.status()) {
            Record<byte[], byte[]> word = Arrival.word(wallet.ownerId(), millis);
            Arrival.noting(word, InternalWords.WALLET, wallet.walletId());
            Arrival.noting(word, InternalWords.CURRENCY, wallet.currency());
            Arrival.noting(word, InternalWords.STATUS, wallet.status().name());
            context.forward(word, Names.TO_OWNERS_SINK);
        }
    }

    private void tellOwnerOfDecline(Signal.CardDeclined declined, Wallet wallet, long millis) {
        Record<byte[], byte[]> word = Arrival.word(wallet.ownerId(), millis);
        Arrival.noting(word, InternalWords.WALLET, wallet.walletId());
        Arrival.noting(word, InternalWords.DECLINED, declined.onBackup() ? "BACKUP" : "DEFAULT");
        String payerId = declined.payerId();
        if (payerId != null) {
            Arrival.noting(word, InternalWords.PAYER, payerId);
        }
        context.forward(word, Names.TO_OWNERS_SINK);
    }

    /** Tells the owner that a wallet it agreed to has not been opened. */
    void tellOwnerOfRefusal(String ownerId, String walletId, long millis) {
        Record<byte[], byte[]> word = Arrival.word(ownerId, millis);
        Arrival.noting(word, InternalWords.WALLET, walletId);
        context.forward(word, Names.TO_OWNERS_SINK);
    }

    private static <T extends SpecificRecord> AvroEncoder<T> encoder(TopologySettings settings, Topic<T> topic) {
        return AvroEncoder.forTopic(topic, settings.registry(), settings.registration());
    }
}

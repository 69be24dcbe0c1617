package dev.drawdown.payments.stream;

import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.PaymentStep.News;
import dev.drawdown.payments.PaymentStep.News.DisputeWon;
import dev.drawdown.payments.PaymentStep.News.Disputed;
import dev.drawdown.payments.PaymentStep.News.Refunded;
import dev.drawdown.payments.Traces;
import dev.drawdown.schemas.RecordPayment;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.wire.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tells wallets how their payments stand: the commands {@code RecordPayment}. */
final class Answers {
    private static final String ISSUER = "payments";

    private final ProcessorContext<byte[], byte[]> context;
    private final String sink;
    private final AvroEncoder<WalletCommand> encoder;

    Answers(ProcessorContext<byte[], byte[]> context, String sink, AvroEncoder<WalletCommand> encoder) {
        this.context = context;
        this.sink = sink;
        this.encoder = encoder;
    }

    /** Tells how an attempt stands. */
    void tell(String requestId, int attempt, PaymentResult result, Instant now) {
        switch (result) {
            case Succeeded paid ->
                send(
                        now,
                        answer(requestId, attempt, "SUCCEEDED", now)
                                .setAmount(Money.decimal(paid.amountMicros()))
                                .setProviderId(paid.providerId())
                                .setReceiptUrl(paid.receiptUrl()));
            case Processing(String provider, String _) ->
                send(now, answer(requestId, attempt, "PROCESSING", now).setProviderId(provider));
            case ActionRequired(String provider, String url) ->
                send(
                        now,
                        answer(requestId, attempt, "ACTION_REQUIRED", now)
                                .setProviderId(provider)
                                .setActionUrl(url.isEmpty() ? null : url));
            case Declined declined ->
                send(
                        now,
                        answer(requestId, attempt, "FAILED", now)
                                .setProviderId(declined.providerId())
                                .setDeclineCode(declined.code())
                                .setDeclineKind(declined.kind() == DeclineKind.HARD ? "HARD" : "SOFT"));
            case Unknown _, Unavailable _ ->
                throw new IllegalArgumentException("Expected something that is known, but it is " + result);
        }
    }

    /** Tells what has become of money that was paid. */
    void tell(String requestId, int attempt, News news, Instant now) {
        switch (news) {
            case Refunded(long totalMicros) ->
                send(now, answer(requestId, attempt, "REFUNDED", now).setAmount(Money.decimal(totalMicros)));
            case Disputed(long micros) ->
                send(now, answer(requestId, attempt, "DISPUTED", now).setAmount(Money.decimal(micros)));
            case DisputeWon() -> send(now, answer(requestId, attempt, "DISPUTE_WON", now));
        }
    }

    private static RecordPayment.Builder answer(String requestId, int attempt, String status, Instant now) {
        return RecordPayment.newBuilder()
                .setRequestId(requestId)
                .setAttempt(attempt)
                .setStatus(status)
                .setAt(now);
    }

    private void send(Instant now, RecordPayment.Builder answer) {
        String walletId = Note.walletOf(answer.getRequestId());
        WalletCommand command = WalletCommand.newBuilder()
                .setCommandId(commandId(answer))
                .setWalletId(walletId)
                .setIssuedBy(ISSUER)
                .setIssuedAt(now)
                .setBody(answer.build())
                .build();
        byte[] key = walletId.getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(key, encoder.encode(command), now.toEpochMilli()), sink);
    }

    /** What is told twice at different times are two commands, of which the wallet finds that the second is no news. */
    private static String commandId(RecordPayment.Builder answer) {
        return Traces.key("payment/" + answer.getRequestId() + "/" + answer.getAttempt() + "/" + answer.getStatus()
                + "/" + answer.getAt().toEpochMilli());
    }
}

package dev.drawdown.payments.stream;

import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.RefundRequest;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.RateLimiter;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway that is spared: so many calls a second and no more, and none for a while where most of them come to nothing.
 * Whoever is kept from calling is told to come again; nothing fails by it.
 */
final class PatientGateway implements PaymentGateway {
    private static final Logger log = LoggerFactory.getLogger(PatientGateway.class);
    private static final int LOOKED_AT = 10;
    private static final int TOO_MANY = 6;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final PaymentGateway gateway;
    private final RateLimiter<Object> rate;
    private final CircuitBreaker<PaymentResult> circuit;

    PatientGateway(PaymentGateway gateway, int perSecond) {
        this(gateway, perSecond, PAUSE);
    }

    PatientGateway(PaymentGateway gateway, int perSecond, Duration pause) {
        this.gateway = gateway;
        rate = RateLimiter.smoothBuilder(perSecond, Duration.ofSeconds(1)).build();
        circuit = CircuitBreaker.<PaymentResult>builder()
                .handleResultIf(result -> result instanceof Unavailable || result instanceof Unknown)
                .withFailureThreshold(TOO_MANY, LOOKED_AT)
                .withDelay(pause)
                .onOpen(event -> log.warn("Most calls for payments come to nothing; none are made for a while"))
                .onClose(event -> log.info("Calls for payments are answered again"))
                .build();
    }

    /** Returns whether no calls are made for now. */
    boolean isResting() {
        return circuit.isOpen();
    }

    @Override
    public PaymentResult collect(ChargeRequest request) {
        return inTurn(() -> gateway.collect(request));
    }

    @Override
    public PaymentResult look(ChargeRequest request) {
        return inTurn(() -> gateway.look(request));
    }

    @Override
    public PaymentResult abandon(ChargeRequest request) {
        return inTurn(() -> gateway.abandon(request));
    }

    @Override
    public PaymentResult refund(RefundRequest request) {
        return inTurn(() -> gateway.refund(request));
    }

    @Override
    public PaymentResult look(RefundRequest request) {
        return inTurn(() -> gateway.look(request));
    }

    private PaymentResult inTurn(Supplier<PaymentResult> call) {
        if (!circuit.tryAcquirePermit()) {
            Duration rest = circuit.getRemainingDelay();
            return new Unavailable(rest.isZero() ? PAUSE : rest, "resting");
        }
        try {
            rate.acquirePermit();
            PaymentResult result = call.get();
            circuit.recordResult(result);
            return result;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            circuit.recordException(interrupted);
            return new Unavailable(PAUSE, "stopping");
        } catch (RuntimeException bug) {
            circuit.recordException(bug);
            throw bug;
        }
    }
}

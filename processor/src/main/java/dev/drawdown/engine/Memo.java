package dev.drawdown.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing to remember of a wallet, found again by the fingerprint of its id; a newer one under the same replaces it. */
public sealed interface Memo {
    Kind kind();

    Fingerprint fingerprint();

    /** When it was written; it may be forgotten once its kind's time has passed since. */
    long atMillis();

    /** What memos are about; each kind has its own life. */
    enum Kind {
        INPUT,
        RECEIPT,
        ENDED_HOLD,
        AMENDMENT,
        PAYMENT;

        /** How long a memo of this kind must be kept. */
        public long keepMillis(Policy policy) {
            return switch (this) {
                case INPUT, ENDED_HOLD -> policy.rememberInputMillis();
                // A receipt from before the amendment knows the old terms only, so none may outlive it.
                case RECEIPT, AMENDMENT -> policy.claimWindowMillis() + policy.futureToleranceMillis();
                case PAYMENT -> policy.payments().rememberMillis();
            };
        }
    }

    /** An accepted input: its body, and, for a command, what was answered. */
    record Accepted(
            Fingerprint fingerprint,
            long atMillis,
            long bodyHash,
            @Nullable Answer answer) implements Memo {
        @Override
        public Kind kind() {
            return Kind.INPUT;
        }
    }

    /** What a command was answered. */
    record Answer(Outcome outcome, String message, long availableMicros, long seq) {}

    /**
     * What a delivered lead took, so that a return can give it back; {@code returned} once it has.
     *
     * @param cardNumber the number of the request by which a card pays {@code cardMicros} of it; 0 where none does
     */
    record Receipt(
            Fingerprint fingerprint,
            long atMillis,
            long firstSeq,
            List<Slice> slices,
            long owedFromMicros,
            long owedMicros,
            boolean returned,
            long cardNumber,
            long cardMicros)
            implements Memo {
        public Receipt {
            slices = List.copyOf(slices);
        }

        @Override
        public Kind kind() {
            return Kind.RECEIPT;
        }
    }

    /** How a hold ended. */
    record EndedHold(Fingerprint fingerprint, long atMillis, HoldEnd end, long capturedMicros) implements Memo {
        @Override
        public Kind kind() {
            return Kind.ENDED_HOLD;
        }
    }

    /** The terms that a tranche was given after it came, so that a return can open it again under them. */
    record Amendment(Fingerprint fingerprint, long atMillis, int priority, long expiresAtMillis) implements Memo {
        @Override
        public Kind kind() {
            return Kind.AMENDMENT;
        }
    }

    /** A payment that is over and of which nothing can be given back, so that what is still said of it finds it. */
    record PastPayment(Fingerprint fingerprint, long atMillis, Payment payment) implements Memo {
        @Override
        public Kind kind() {
            return Kind.PAYMENT;
        }
    }

    /** The ways a hold ends. */
    enum HoldEnd {
        CAPTURED,
        RELEASED,
        EXPIRED
    }
}

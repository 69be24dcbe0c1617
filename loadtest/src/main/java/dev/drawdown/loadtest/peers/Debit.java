package dev.drawdown.loadtest.peers;

import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.UsageEvent;
import java.math.BigDecimal;

/**
 * What a peer takes from a wallet for an event. Peers know neither prices nor earlier deliveries: an event that names no
 * amount costs {@link #FLAT_MICROS}, and a returned lead is an entry of nothing.
 */
sealed interface Debit {
    /** What an event without an amount costs. */
    long FLAT_MICROS = 10_000;

    int MICRO_SCALE = 6;

    String eventId();

    String walletId();

    long amountMicros();

    String category();

    long occurredAtMillis();

    /** For something used. */
    record Usage(UsageEvent event) implements Debit {
        @Override
        public String eventId() {
            return event.getEventId();
        }

        @Override
        public String walletId() {
            return event.getWalletId();
        }

        @Override
        public String category() {
            return event.getCategory();
        }

        @Override
        public long occurredAtMillis() {
            return event.getOccurredAt().toEpochMilli();
        }

        @Override
        public long amountMicros() {
            BigDecimal amount = event.getAmount();
            return amount == null ? FLAT_MICROS : micros(amount);
        }
    }

    /** For a lead. */
    record Lead(LeadEvent event) implements Debit {
        @Override
        public String eventId() {
            return event.getEventId();
        }

        @Override
        public String walletId() {
            return event.getWalletId();
        }

        @Override
        public String category() {
            return "lead";
        }

        @Override
        public long occurredAtMillis() {
            return event.getOccurredAt().toEpochMilli();
        }

        @Override
        public long amountMicros() {
            BigDecimal price = event.getPrice();
            if (!event.getKind().equals("DELIVERED")) {
                return 0;
            }
            return price == null ? FLAT_MICROS : micros(price);
        }
    }

    private static long micros(BigDecimal amount) {
        return amount.scale() == MICRO_SCALE && amount.precision() < 19
                ? amount.unscaledValue().longValue()
                : amount.movePointRight(MICRO_SCALE).longValue();
    }
}

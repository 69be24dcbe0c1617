package dev.drawdown.topology;

import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;

/** A decoded record of one of the input topics. */
sealed interface Message {
    String walletId();

    String id();

    record Usage(UsageEvent event) implements Message {
        @Override
        public String walletId() {
            return event.getWalletId();
        }

        @Override
        public String id() {
            return event.getEventId();
        }
    }

    record Lead(LeadEvent event) implements Message {
        @Override
        public String walletId() {
            return event.getWalletId();
        }

        @Override
        public String id() {
            return event.getEventId();
        }
    }

    record Command(WalletCommand command) implements Message {
        @Override
        public String walletId() {
            return command.getWalletId();
        }

        @Override
        public String id() {
            return command.getCommandId();
        }
    }
}

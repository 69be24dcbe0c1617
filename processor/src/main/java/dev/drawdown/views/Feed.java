package dev.drawdown.views;

import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;

/** A topic that the read models are made of; its label names its store and its nodes. */
enum Feed {
    LEDGER("ledger"),
    BALANCES("balances"),
    ALERTS("alerts"),
    PAYMENT_REQUESTS("payment-requests"),
    OUTCOMES("outcomes");

    private final String label;

    Feed(String label) {
        this.label = label;
    }

    String store() {
        return label + "-view";
    }

    String source() {
        return label + "-source";
    }

    String processor() {
        return label + "-indexer";
    }

    Topic<?> topic(Topics topics) {
        return switch (this) {
            case LEDGER -> topics.walletLedger;
            case BALANCES -> topics.walletBalances;
            case ALERTS -> topics.walletAlerts;
            case PAYMENT_REQUESTS -> topics.walletPaymentRequests;
            case OUTCOMES -> topics.walletOutcomes;
        };
    }
}

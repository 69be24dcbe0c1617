package dev.drawdown.topology;

/** The names of nodes and stores. They are part of what is stored: renaming a store loses its state. */
public final class Names {
    static final String USAGE_SOURCE = "usage-events";
    static final String LEADS_SOURCE = "lead-events";
    static final String COMMANDS_SOURCE = "wallet-commands";
    static final String WALLET_INPUTS_SOURCE = "wallet-inputs";
    static final String WALLETS = "wallets";

    public static final String WALLET_STORE = "wallet-state";

    static final String LEDGER_SINK = "wallets-ledger";
    static final String OUTCOMES_SINK = "wallets-outcomes";
    static final String ALERTS_SINK = "wallets-alerts";
    static final String PAYMENT_REQUESTS_SINK = "wallets-payment-requests";
    static final String BALANCES_SINK = "wallets-balances";
    static final String GATES_SINK = "wallets-delivery-gates";
    static final String DEAD_LETTERS_SINK = "wallets-dead-letters";
    static final String TO_OWNERS_SINK = "wallets-to-owners";
    static final String TO_WALLETS_SINK = "wallets-to-wallets";

    static final String CATALOG_SOURCE = "wallet-catalog";
    static final String CATALOG_UPDATER = "catalog-updater";
    public static final String CATALOG_STORE = "catalog";

    static final String OWNER_COMMANDS_SOURCE = "owner-commands";
    static final String OWNER_INPUTS_SOURCE = "owner-inputs";
    static final String OWNERS = "owners";
    public static final String OWNER_STORE = "owner-state";
    static final String OWNERS_SINK = "owners-owners";
    static final String OWNER_OUTCOMES_SINK = "owners-outcomes";
    static final String OWNER_DEAD_LETTERS_SINK = "owners-dead-letters";
    static final String OWNERS_TO_WALLETS_SINK = "owners-to-wallets";
    static final String OWNERS_TO_OWNERS_SINK = "owners-to-owners";

    private Names() {}
}

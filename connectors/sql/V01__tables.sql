-- The tables that the sinks fill: one per topic, with the fields of its record as columns.
--
-- Money is numeric(18,6) and never rounded; rates are numeric(38,18). Times are UTC, to the millisecond. A field that a later
-- version of a record has is a column that the sink adds. Apply the files in the order of their names, each as one
-- transaction: psql -1 -v ON_ERROR_STOP=1 -f V01__tables.sql

CREATE SCHEMA drawdown;

-- Which of these files were applied. Each enters itself, so that none is applied twice, whoever applies it.
CREATE TABLE drawdown.versions (
    version    integer PRIMARY KEY,
    file       text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);

-- wallet.ledger: never changed, so a record that comes twice writes the same row twice.
CREATE TABLE drawdown.ledger_entries (
    wallet_id          text NOT NULL,
    seq                bigint NOT NULL,
    transaction_id     text NOT NULL,
    owner_id           text NOT NULL,
    type               text NOT NULL,
    reason             text NOT NULL,
    status             text NOT NULL,
    amount             numeric(18, 6) NOT NULL,
    credits            numeric(18, 6) NOT NULL,
    currency           text NOT NULL,
    balance_delta      numeric(18, 6) NOT NULL,
    balance_before     numeric(18, 6) NOT NULL,
    balance_after      numeric(18, 6) NOT NULL,
    tranche_id         text,
    pool               text,
    debit_account      text NOT NULL,
    credit_account     text NOT NULL,
    recognized_revenue numeric(18, 6) NOT NULL,
    app_id             text,
    category           text,
    meter              text,
    quantity           numeric(38, 18),
    unit_price         numeric(38, 18),
    price_version      bigint,
    charge_type        text,
    lead_id            text,
    buyer_id           text,
    campaign_id        text,
    channel            text,
    hold_id            text,
    invoice_id         text,
    payment_id         text,
    input_id           text NOT NULL,
    source_topic       text NOT NULL,
    source_partition   integer NOT NULL,
    source_offset      bigint NOT NULL,
    reference          text,
    receipt_url        text,
    description        text NOT NULL,
    occurred_at        timestamp(3) NOT NULL,
    recorded_at        timestamp(3) NOT NULL,
    config_version     bigint NOT NULL,
    corrects_seq       bigint,
    prev_hash          text NOT NULL,
    hash               text NOT NULL,
    PRIMARY KEY (wallet_id, seq)
);

-- A wallet's balance as of an instant, and its history by time.
CREATE INDEX ledger_entries_by_wallet_and_time ON drawdown.ledger_entries (wallet_id, recorded_at, seq);
-- Months. Entries arrive nearly in the order of their time, so that a block range is enough.
CREATE INDEX ledger_entries_by_time ON drawdown.ledger_entries USING brin (recorded_at);
CREATE INDEX ledger_entries_by_owner ON drawdown.ledger_entries (owner_id, recorded_at);
-- A return looks for the delivery that it undoes.
CREATE INDEX ledger_entries_by_lead ON drawdown.ledger_entries (wallet_id, lead_id) WHERE lead_id IS NOT NULL;

-- wallet.balances: the latest of each wallet; a tombstone deletes the row.
CREATE TABLE drawdown.wallet_balances (
    wallet_id  text PRIMARY KEY,
    owner_id   text NOT NULL,
    name       text,
    currency   text NOT NULL,
    status     text NOT NULL,
    settled    numeric(18, 6) NOT NULL,
    held       numeric(18, 6) NOT NULL,
    pending    numeric(18, 6) NOT NULL,
    owed       numeric(18, 6) NOT NULL,
    available  numeric(18, 6) NOT NULL,
    level      text NOT NULL,
    gate       text NOT NULL,
    seq        bigint NOT NULL,
    updated_at timestamp(3) NOT NULL
);

CREATE INDEX wallet_balances_by_owner ON drawdown.wallet_balances (owner_id);

-- wallet.alerts
CREATE TABLE drawdown.balance_alerts (
    alert_id   text PRIMARY KEY,
    wallet_id  text NOT NULL,
    owner_id   text NOT NULL,
    kind       text NOT NULL,
    from_level text,
    to_level   text,
    threshold  numeric(18, 6),
    direction  text,
    balance    numeric(18, 6) NOT NULL,
    currency   text NOT NULL,
    wallet_seq bigint NOT NULL,
    caused_by  text NOT NULL,
    reason     text,
    message    text NOT NULL,
    at         timestamp(3) NOT NULL
);

CREATE INDEX balance_alerts_by_wallet ON drawdown.balance_alerts (wallet_id, at);

-- wallet.payment-requests: a row per attempt.
CREATE TABLE drawdown.payment_requests (
    request_id         text NOT NULL,
    attempt            integer NOT NULL,
    wallet_id          text NOT NULL,
    owner_id           text NOT NULL,
    payer_id           text,
    purpose            text NOT NULL,
    mode               text NOT NULL,
    amount             numeric(18, 6) NOT NULL,
    currency           text NOT NULL,
    method             text NOT NULL,
    description        text NOT NULL,
    balance_at_trigger numeric(18, 6),
    threshold          numeric(18, 6),
    refund_of          text,
    due_at             timestamp(3),
    caused_by          text NOT NULL,
    requested_at       timestamp(3) NOT NULL,
    PRIMARY KEY (request_id, attempt)
);

CREATE INDEX payment_requests_by_wallet ON drawdown.payment_requests (wallet_id, requested_at);

-- wallet.commands, as they were sent, refused ones and all. What a payment came to is told by a command (RecordPayment) and
-- by nothing else with its decline code. The key is the place in the topic: ids may come twice, and with another body.
CREATE TABLE drawdown.wallet_commands (
    __connect_topic     text NOT NULL,
    __connect_partition integer NOT NULL,
    __connect_offset    bigint NOT NULL,
    command_id          text NOT NULL,
    wallet_id           text NOT NULL,
    issued_by           text NOT NULL,
    issued_at           timestamp(3) NOT NULL,
    body                jsonb NOT NULL,
    PRIMARY KEY (__connect_topic, __connect_partition, __connect_offset)
);

CREATE INDEX wallet_commands_by_payment ON drawdown.wallet_commands
    ((body -> 'RecordPayment' ->> 'request_id')) WHERE body ? 'RecordPayment';

INSERT INTO drawdown.versions (version, file) VALUES (1, 'V01__tables.sql');

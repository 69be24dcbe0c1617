-- What a well-designed database does for the same debit. Money is in micros: bigint is faster than numeric.
-- Rows that change leave room in their pages, so that a new version needs no new index entries (HOT).

CREATE TABLE wallet (
    wallet_id      text PRIMARY KEY,
    balance_micros bigint NOT NULL,
    seq            bigint NOT NULL,
    level          smallint NOT NULL,
    info_micros    bigint NOT NULL,
    warning_micros bigint NOT NULL,
    alarm_micros   bigint NOT NULL
) WITH (fillfactor = 70);

-- The key is the order in which tranches burn, so that one look into it finds the next.
CREATE TABLE tranche (
    wallet_id        text NOT NULL,
    priority         smallint NOT NULL,
    expires_at       timestamptz NOT NULL,
    tranche_id       smallint NOT NULL,
    remaining_micros bigint NOT NULL,
    PRIMARY KEY (wallet_id, priority, expires_at, tranche_id)
) WITH (fillfactor = 70);

-- Its key keeps an event from counting twice. A second index, to read a wallet's history, is left out in its favour.
CREATE TABLE ledger (
    event_id              text NOT NULL,
    part                  smallint NOT NULL,
    wallet_id             text NOT NULL,
    seq                   bigint NOT NULL,
    tranche_id            smallint,
    amount_micros         bigint NOT NULL,
    balance_before_micros bigint NOT NULL,
    balance_after_micros  bigint NOT NULL,
    category              text NOT NULL,
    source_topic          text NOT NULL,
    source_partition      integer NOT NULL,
    source_offset         bigint NOT NULL,
    occurred_at           timestamptz NOT NULL,
    recorded_at           timestamptz NOT NULL,
    PRIMARY KEY (event_id, part)
);

CREATE TABLE alert (
    wallet_id      text NOT NULL,
    wallet_seq     bigint NOT NULL,
    from_level     smallint NOT NULL,
    to_level       smallint NOT NULL,
    balance_micros bigint NOT NULL,
    caused_by      text NOT NULL
);

-- Where to go on. A row is written after the calls that it covers, and a crash keeps a prefix of what was written: it is
-- never ahead of them.
CREATE TABLE progress (
    topic       text NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);

CREATE FUNCTION open_wallets(ids text[], first_micros bigint[]) RETURNS void LANGUAGE sql AS $$
    WITH opened AS (
        INSERT INTO wallet
        SELECT id, sum(m), 0, 0, sum(m) - 100000000, sum(m) - 1000000000, sum(m) - 10000000000
        FROM unnest(ids) AS id, unnest(first_micros) AS m GROUP BY id
        ON CONFLICT DO NOTHING
        RETURNING wallet_id
    )
    INSERT INTO tranche
    SELECT wallet_id, 10 * n, now() + n * interval '1 year', n, micros
    FROM opened, unnest(first_micros) WITH ORDINALITY AS t (micros, n)
$$;

-- Returns 1 if it was debited, 0 if it had been before, -1 if there is no such wallet.
CREATE FUNCTION debit(
    p_event text, p_wallet text, p_micros bigint, p_category text,
    p_topic text, p_partition integer, p_offset bigint, p_occurred_millis bigint, p_recorded_millis bigint
) RETURNS smallint LANGUAGE plpgsql AS $$
DECLARE
    occurred timestamptz := to_timestamp(p_occurred_millis / 1000.0);
    recorded timestamptz := to_timestamp(p_recorded_millis / 1000.0);
    w        record;
    t        record;
    due      bigint := p_micros;
    taken    bigint;
    balance  bigint;
    parts    smallint := 0;
    now_at   smallint;
BEGIN
    SELECT ctid, * INTO w FROM wallet WHERE wallet_id = p_wallet FOR UPDATE;
    IF NOT FOUND THEN
        RETURN -1;
    END IF;
    balance := w.balance_micros;
    LOOP
        SELECT ctid, tranche_id, remaining_micros INTO t FROM tranche
        WHERE wallet_id = p_wallet AND remaining_micros > 0 AND expires_at > recorded
        ORDER BY priority, expires_at, tranche_id LIMIT 1;
        -- Beyond the last tranche the rest is owed: an event is a fact.
        taken := CASE WHEN t IS NULL THEN due ELSE least(due, t.remaining_micros) END;
        INSERT INTO ledger VALUES (
            p_event, parts, p_wallet, w.seq + parts + 1, t.tranche_id, taken, balance, balance - taken,
            p_category, p_topic, p_partition, p_offset, occurred, recorded
        ) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RETURN 0;
        END IF;
        -- By address: the row lock of the wallet keeps it in its place.
        UPDATE tranche SET remaining_micros = remaining_micros - taken WHERE ctid = t.ctid;
        parts := parts + 1;
        due := due - taken;
        balance := balance - taken;
        EXIT WHEN due = 0;
    END LOOP;
    now_at := CASE
        WHEN balance <= w.alarm_micros THEN 3
        WHEN balance <= w.warning_micros THEN 2
        WHEN balance <= w.info_micros THEN 1
        ELSE 0
    END;
    UPDATE wallet SET balance_micros = balance, seq = w.seq + parts, level = now_at WHERE ctid = w.ctid;
    IF now_at <> w.level THEN
        INSERT INTO alert VALUES (p_wallet, w.seq + parts, w.level, now_at, balance, p_event);
    END IF;
    RETURN 1;
END
$$;

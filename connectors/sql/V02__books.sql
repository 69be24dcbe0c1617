-- What finance asks: balances as of any instant, deferred and recognised revenue, breakage, promotional cost, receivables.
--
-- Months are those of UTC, unless the session says otherwise: SET drawdown.zone = 'Europe/Berlin';

CREATE FUNCTION drawdown.month(at timestamp) RETURNS date
    LANGUAGE sql STABLE
    RETURN date_trunc('month', (at AT TIME ZONE 'UTC')
        AT TIME ZONE coalesce(nullif(current_setting('drawdown.zone', true), ''), 'UTC'))::date;

-- Double entry, one row per side. Only COMPLETED entries post.
CREATE VIEW drawdown.postings AS
SELECT e.wallet_id, e.seq, e.owner_id, e.currency, e.reason, e.recorded_at,
       side.account, side.debit, side.credit
FROM drawdown.ledger_entries e
CROSS JOIN LATERAL (VALUES (e.debit_account, e.amount, 0::numeric(18, 6)),
                           (e.credit_account, 0::numeric(18, 6), e.amount)) AS side (account, debit, credit)
WHERE e.status = 'COMPLETED' AND e.amount <> 0;

-- Every account as it stands. Per currency, debits equal credits.
CREATE VIEW drawdown.trial_balance AS
SELECT currency, account, sum(debit) AS debits, sum(credit) AS credits, sum(credit - debit) AS credit_balance
FROM drawdown.postings
GROUP BY currency, account;

-- Every wallet as it stood at an instant (UTC): what was left in its tranches less what it owed.
CREATE FUNCTION drawdown.balances_as_of(as_of timestamp)
    RETURNS TABLE (wallet_id text, owner_id text, currency text, balance numeric, seq bigint, recorded_at timestamp)
    LANGUAGE sql STABLE
AS $$
    SELECT DISTINCT ON (e.wallet_id) e.wallet_id, e.owner_id, e.currency, e.balance_after, e.seq, e.recorded_at
    FROM drawdown.ledger_entries e
    WHERE e.recorded_at <= as_of
    ORDER BY e.wallet_id, e.recorded_at DESC, e.seq DESC;
$$;

-- Money taken for what is still to be delivered, month by month:
--   closing = opening + purchased - used + returned - settled - expired - refunded - disputed + adjusted
-- `settled` is credit that paid what had been owed, and earned before; `adjusted` is everything else, signed, so that the
-- line holds whatever reasons are added one day.
CREATE VIEW drawdown.deferred_revenue_rollforward AS
WITH moved AS (
    SELECT drawdown.month(recorded_at) AS month, currency, reason, credit - debit AS change
    FROM drawdown.postings
    WHERE account = 'deferred_revenue'
), summed AS (
    SELECT month, currency, sum(change) AS change,
           coalesce(sum(change) FILTER (WHERE reason IN ('TOP_UP', 'PAYMENT_CLEARED', 'TOP_UP_REVERSED')), 0) AS purchased,
           coalesce(-sum(change) FILTER (WHERE reason IN
               ('USAGE', 'FIXED_CHARGE', 'LEAD_DELIVERY', 'HOLD_CAPTURE', 'INVOICE_PAYMENT')), 0) AS used,
           coalesce(sum(change) FILTER (WHERE reason IN ('LEAD_RETURN', 'INVOICE_VOID')), 0) AS returned,
           coalesce(-sum(change) FILTER (WHERE reason = 'SHORTFALL_SETTLED'), 0) AS settled,
           coalesce(-sum(change) FILTER (WHERE reason IN ('EXPIRY', 'TERMINATION')), 0) AS expired,
           coalesce(-sum(change) FILTER (WHERE reason IN ('REFUND', 'REFUND_FAILED')), 0) AS refunded,
           coalesce(-sum(change) FILTER (WHERE reason = 'DISPUTE'), 0) AS disputed
    FROM moved
    GROUP BY month, currency
)
SELECT month, currency,
       sum(change) OVER up_to_now - change AS opening,
       purchased, used, returned, settled, expired, refunded, disputed,
       change - purchased + used - returned + settled + expired + refunded + disputed AS adjusted,
       sum(change) OVER up_to_now AS closing
FROM summed
WINDOW up_to_now AS (PARTITION BY currency ORDER BY month);

-- What was earned, by reason. Returns are negative; breakage is in it, and by itself in the next view.
CREATE VIEW drawdown.recognised_revenue AS
SELECT drawdown.month(recorded_at) AS month, currency, reason, sum(recognized_revenue) AS revenue
FROM drawdown.ledger_entries
WHERE status = 'COMPLETED' AND recognized_revenue <> 0
GROUP BY 1, 2, 3;

-- Purchased credit that nobody used in time.
CREATE VIEW drawdown.breakage AS
SELECT drawdown.month(recorded_at) AS month, currency,
       coalesce(sum(credit - debit) FILTER (WHERE reason = 'EXPIRY'), 0) AS expired,
       coalesce(sum(credit - debit) FILTER (WHERE reason = 'TERMINATION'), 0) AS terminated,
       sum(credit - debit) AS breakage
FROM drawdown.postings
WHERE account = 'breakage'
GROUP BY 1, 2;

-- What free credit cost: granted, less what expired or was taken back unused. `used` of it went into something that would
-- have cost money; `outstanding` may still.
CREATE VIEW drawdown.promotional_cost AS
WITH moved AS (
    SELECT drawdown.month(recorded_at) AS month, currency,
           CASE WHEN account LIKE 'promotional%' THEN 'PROMOTIONAL' ELSE 'PLAN' END AS pool,
           coalesce(sum(debit) FILTER (WHERE account LIKE '%expense'), 0) AS granted,
           coalesce(sum(credit) FILTER (WHERE account LIKE '%expense'), 0) AS voided,
           coalesce(sum(credit - debit) FILTER (WHERE account LIKE '%used'), 0) AS used,
           coalesce(sum(credit - debit) FILTER (WHERE account LIKE '%credit'), 0) AS change
    FROM drawdown.postings
    WHERE account IN ('promotional_expense', 'promotional_credit', 'promotional_used',
                      'plan_expense', 'plan_credit', 'plan_used')
    GROUP BY 1, 2, 3
)
SELECT month, currency, pool, granted, voided, granted - voided AS cost, used,
       sum(change) OVER (PARTITION BY currency, pool ORDER BY month) AS outstanding
FROM moved;

-- What wallets owe, by the age of what they owe it for. The oldest is taken to be paid first, as the engine does it.
CREATE FUNCTION drawdown.receivables_by_age(as_of timestamp DEFAULT (now() AT TIME ZONE 'UTC'))
    RETURNS TABLE (owner_id text, wallet_id text, currency text, owed numeric,
                   days_0_to_30 numeric, days_31_to_60 numeric, days_61_to_90 numeric, days_over_90 numeric)
    LANGUAGE sql STABLE
AS $$
    WITH moved AS (
        SELECT p.* FROM drawdown.postings p WHERE p.account = 'receivable' AND p.recorded_at <= as_of
    ), paid AS (
        SELECT m.wallet_id, sum(m.credit) AS total FROM moved m GROUP BY m.wallet_id
    ), owing AS (
        SELECT m.owner_id, m.wallet_id, m.currency, as_of - m.recorded_at AS age, m.debit,
               sum(m.debit) OVER (PARTITION BY m.wallet_id ORDER BY m.seq) AS up_to_it
        FROM moved m
        WHERE m.debit > 0
    ), unpaid AS (
        SELECT o.*, greatest(0, least(o.debit, o.up_to_it - paid.total)) AS rest
        FROM owing o JOIN paid USING (wallet_id)
    )
    SELECT u.owner_id, u.wallet_id, u.currency, sum(u.rest),
           coalesce(sum(u.rest) FILTER (WHERE u.age < interval '31 days'), 0),
           coalesce(sum(u.rest) FILTER (WHERE u.age >= interval '31 days' AND u.age < interval '61 days'), 0),
           coalesce(sum(u.rest) FILTER (WHERE u.age >= interval '61 days' AND u.age < interval '91 days'), 0),
           coalesce(sum(u.rest) FILTER (WHERE u.age >= interval '91 days'), 0)
    FROM unpaid u
    WHERE u.rest > 0
    GROUP BY u.owner_id, u.wallet_id, u.currency;
$$;

INSERT INTO drawdown.versions (version, file) VALUES (2, 'V02__books.sql');

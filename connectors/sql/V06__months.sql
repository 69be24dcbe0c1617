-- Months in which nothing moved, refunds of what was never credit, and free credit that paid a debt, was taken away or corrected.

-- Every month from the first in which a currency moved to the last of the whole ledger: what comes after that, the warehouse
-- cannot know yet.
CREATE FUNCTION drawdown.months_from(first date) RETURNS SETOF date
    LANGUAGE sql STABLE
AS $$
    SELECT month::date
    FROM generate_series(first::timestamp,
                         (SELECT drawdown.month(max(recorded_at)) FROM drawdown.ledger_entries)::timestamp,
                         interval '1 month') AS month;
$$;

-- Money taken for what is still to be delivered, month by month, the quiet ones too:
--   closing = opening + purchased - used + returned - settled - expired - refunded - disputed + adjusted
-- `settled` is credit that paid what had been owed, and earned before; `refunded` is less what a refund that failed brings back, but
-- no more than that refund took from here; `adjusted` is everything else, signed, so that the line holds whatever reasons are added
-- one day: also a refund of a card's charge that failed, whose money is credit now and never was before.
CREATE OR REPLACE VIEW drawdown.deferred_revenue_rollforward AS
WITH moved AS (
    SELECT drawdown.month(recorded_at) AS month, currency, reason, credit - debit AS change
    FROM drawdown.postings
    WHERE account = 'deferred_revenue'
), taken AS (
    SELECT wallet_id, payment_id, sum(amount) AS amount
    FROM drawdown.ledger_entries
    WHERE status = 'COMPLETED' AND reason = 'REFUND' AND debit_account = 'deferred_revenue'
    GROUP BY wallet_id, payment_id
), never_taken AS (
    SELECT drawdown.month(f.recorded_at) AS month, f.currency,
           sum(greatest(0, f.amount - coalesce(t.amount, 0))) AS amount
    FROM drawdown.ledger_entries f
    LEFT JOIN taken t USING (wallet_id, payment_id)
    WHERE f.status = 'COMPLETED' AND f.reason = 'REFUND_FAILED' AND f.credit_account = 'deferred_revenue'
    GROUP BY 1, 2
), calendar AS (
    SELECT currency, drawdown.months_from(min(month)) AS month FROM moved GROUP BY currency
), summed AS (
    SELECT month, currency, coalesce(sum(change), 0) AS change,
           coalesce(sum(change) FILTER (WHERE reason IN ('TOP_UP', 'PAYMENT_CLEARED', 'TOP_UP_REVERSED')), 0) AS purchased,
           coalesce(-sum(change) FILTER (WHERE reason IN
               ('USAGE', 'FIXED_CHARGE', 'LEAD_DELIVERY', 'HOLD_CAPTURE', 'INVOICE_PAYMENT')), 0) AS used,
           coalesce(sum(change) FILTER (WHERE reason IN ('LEAD_RETURN', 'INVOICE_VOID')), 0) AS returned,
           coalesce(-sum(change) FILTER (WHERE reason = 'SHORTFALL_SETTLED'), 0) AS settled,
           coalesce(-sum(change) FILTER (WHERE reason IN ('EXPIRY', 'TERMINATION')), 0) AS expired,
           coalesce(-sum(change) FILTER (WHERE reason IN ('REFUND', 'REFUND_FAILED')), 0)
               + coalesce(min(never_taken.amount), 0) AS refunded,
           coalesce(-sum(change) FILTER (WHERE reason = 'DISPUTE'), 0) AS disputed
    FROM calendar
    LEFT JOIN moved USING (month, currency)
    LEFT JOIN never_taken USING (month, currency)
    GROUP BY month, currency
)
SELECT month, currency,
       sum(change) OVER up_to_now - change AS opening,
       purchased, used, returned, settled, expired, refunded, disputed,
       change - purchased + used - returned + settled + expired + refunded + disputed AS adjusted,
       sum(change) OVER up_to_now AS closing
FROM summed
WINDOW up_to_now AS (PARTITION BY currency ORDER BY month);

-- What free credit cost, month by month, the quiet ones too:
--   outstanding = opening + granted - voided - used - settled + adjusted
--   cost = granted - voided + adjusted = used + settled + what more is outstanding than before
-- `voided` expired, or was taken back at a wallet's end. `used` went into something that would have cost money, less what came back
-- of it. `settled` paid what had been owed, and was revenue before. `adjusted` is what people gave or took by hand (ADJUSTMENT,
-- DEDUCTION), and everything else, signed, so that the line holds whatever reasons are added one day.
CREATE OR REPLACE VIEW drawdown.promotional_cost AS
WITH moved AS (
    SELECT drawdown.month(e.recorded_at) AS month, e.currency,
           CASE side.account WHEN 'promotional_credit' THEN 'PROMOTIONAL' ELSE 'PLAN' END AS pool,
           side.other, side.change
    FROM drawdown.ledger_entries e
    CROSS JOIN LATERAL (VALUES (e.debit_account, e.credit_account, -e.amount),
                               (e.credit_account, e.debit_account, e.amount)) AS side (account, other, change)
    WHERE e.status = 'COMPLETED' AND e.amount <> 0 AND side.account IN ('promotional_credit', 'plan_credit')
), calendar AS (
    SELECT currency, pool, drawdown.months_from(min(month)) AS month FROM moved GROUP BY currency, pool
), summed AS (
    SELECT month, currency, pool, coalesce(sum(change), 0) AS change,
           coalesce(sum(change) FILTER (WHERE other LIKE '%expense' AND change > 0), 0) AS granted,
           coalesce(-sum(change) FILTER (WHERE other LIKE '%expense' AND change < 0), 0) AS voided,
           coalesce(-sum(change) FILTER (WHERE other LIKE '%used'), 0) AS used,
           coalesce(-sum(change) FILTER (WHERE other = 'receivable'), 0) AS settled
    FROM calendar LEFT JOIN moved USING (month, currency, pool)
    GROUP BY month, currency, pool
)
SELECT month, currency, pool, granted, voided,
       change + used + settled AS cost,
       used,
       sum(change) OVER up_to_now AS outstanding,
       settled,
       change - granted + voided + used + settled AS adjusted,
       sum(change) OVER up_to_now - change AS opening
FROM summed
WINDOW up_to_now AS (PARTITION BY currency, pool ORDER BY month);

INSERT INTO drawdown.versions (version, file) VALUES (6, 'V06__months.sql');

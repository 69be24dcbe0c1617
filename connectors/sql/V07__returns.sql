-- Leads that a card has paid a part of, and debts that a return has forgiven.

-- What a lead costs, by channel and owner. A return counts in the month and channel of its delivery, whatever channel it names.
-- What a card is to pay is PENDING with the lead's delivery, VOIDED with its return before the card has paid. After that it is a
-- REFUND of the payment, which names no lead: it is the lead's whose credit comes back in the same transaction.
CREATE OR REPLACE VIEW drawdown.cost_per_lead_by_channel AS
WITH delivered AS (
    SELECT wallet_id, owner_id, lead_id, coalesce(buyer_id, '') AS buyer_id, currency,
           drawdown.month(min(recorded_at)) AS month,
           coalesce(min(channel), 'unknown') AS channel,
           sum(amount) AS price
    FROM drawdown.ledger_entries
    WHERE lead_id IS NOT NULL
      AND (status = 'COMPLETED' AND reason IN ('LEAD_DELIVERY', 'HOLD_CAPTURE', 'SHORTFALL')
           OR status = 'PENDING' AND reason = 'CARD_CHARGE')
    GROUP BY 1, 2, 3, 4, 5
), undone AS (
    SELECT wallet_id, transaction_id, lead_id, coalesce(buyer_id, '') AS buyer_id, sum(amount) AS amount
    FROM drawdown.ledger_entries
    WHERE lead_id IS NOT NULL
      AND (status = 'COMPLETED' AND reason = 'LEAD_RETURN' OR status = 'VOIDED' AND reason = 'CARD_CHARGE')
    GROUP BY 1, 2, 3, 4
), given_to_card AS (
    SELECT wallet_id, transaction_id, sum(amount) AS amount
    FROM drawdown.ledger_entries
    WHERE status = 'COMPLETED' AND reason = 'REFUND' AND debit_account = 'revenue'
    GROUP BY 1, 2
), returned AS (
    SELECT u.wallet_id, u.lead_id, u.buyer_id, sum(u.amount + coalesce(c.amount, 0)) AS given_back
    FROM undone u
    LEFT JOIN given_to_card c USING (wallet_id, transaction_id)
    GROUP BY 1, 2, 3
)
SELECT d.month, d.currency, d.channel,
       count(*) AS delivered,
       count(r.lead_id) AS returned,
       sum(d.price) - coalesce(sum(r.given_back), 0) AS cost,
       round((sum(d.price) - coalesce(sum(r.given_back), 0)) / nullif(count(*) - count(r.lead_id), 0), 6) AS cost_per_lead,
       d.owner_id
FROM delivered d
LEFT JOIN returned r USING (wallet_id, lead_id, buyer_id)
GROUP BY d.month, d.currency, d.channel, d.owner_id;

-- What wallets owe, by the age of what they owe it for. What a lead's return forgives is taken off what that lead is owed for;
-- all else pays the oldest first, as the engine does it.
CREATE OR REPLACE FUNCTION drawdown.receivables_by_age(as_of timestamp DEFAULT (now() AT TIME ZONE 'UTC'))
    RETURNS TABLE (owner_id text, wallet_id text, currency text, owed numeric,
                   days_0_to_30 numeric, days_31_to_60 numeric, days_61_to_90 numeric, days_over_90 numeric)
    LANGUAGE sql STABLE
AS $$
    WITH moved AS (
        SELECT e.owner_id, e.wallet_id, e.currency, e.seq, e.recorded_at, e.reason, e.lead_id,
               coalesce(e.buyer_id, '') AS buyer_id,
               CASE e.debit_account WHEN 'receivable' THEN e.amount ELSE 0 END AS debit,
               CASE e.credit_account WHEN 'receivable' THEN e.amount ELSE 0 END AS credit
        FROM drawdown.ledger_entries e
        WHERE e.status = 'COMPLETED' AND e.amount <> 0 AND e.recorded_at <= as_of
          AND (e.debit_account = 'receivable' OR e.credit_account = 'receivable')
    ), forgiven AS (
        SELECT m.wallet_id, m.lead_id, m.buyer_id, sum(m.credit) AS total
        FROM moved m
        WHERE m.reason = 'LEAD_RETURN' AND m.lead_id IS NOT NULL
        GROUP BY m.wallet_id, m.lead_id, m.buyer_id
    ), charged AS (
        SELECT m.*, least(m.debit, greatest(0, coalesce(f.total, 0) + m.debit - sum(m.debit) OVER (
                   PARTITION BY m.wallet_id, m.lead_id, m.buyer_id ORDER BY m.seq))) AS undone
        FROM moved m
        LEFT JOIN forgiven f USING (wallet_id, lead_id, buyer_id)
        WHERE m.debit > 0
    ), paid AS (
        SELECT m.wallet_id, sum(m.credit) - coalesce(min(own.total), 0) AS total
        FROM moved m
        LEFT JOIN (SELECT c.wallet_id, sum(c.undone) AS total FROM charged c GROUP BY c.wallet_id) own USING (wallet_id)
        GROUP BY m.wallet_id
    ), owing AS (
        SELECT c.owner_id, c.wallet_id, c.currency, as_of - c.recorded_at AS age, c.debit - c.undone AS debit,
               sum(c.debit - c.undone) OVER (PARTITION BY c.wallet_id ORDER BY c.seq) AS up_to_it
        FROM charged c
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

INSERT INTO drawdown.versions (version, file) VALUES (7, 'V07__returns.sql');

-- Leads and usage that a card pays for, holds without a category, and whether money was made or lost.

-- What a lead costs, by channel and owner. A return counts in the month and channel of its delivery, whatever channel it names.
-- What a card is to pay is PENDING with the lead's delivery, VOIDED with its return before the card has paid. The payment
-- itself is COMPLETED, of many leads at once, and names none.
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
), returned AS (
    SELECT wallet_id, lead_id, coalesce(buyer_id, '') AS buyer_id, sum(amount) AS given_back
    FROM drawdown.ledger_entries
    WHERE lead_id IS NOT NULL
      AND (status = 'COMPLETED' AND reason = 'LEAD_RETURN' OR status = 'VOIDED' AND reason = 'CARD_CHARGE')
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

-- What an organisation used, by app and job type, whoever paid for it: purchased credit, free credit, a card, or nobody yet.
-- A hold need not have a category; a payment has neither, and is not usage.
CREATE OR REPLACE VIEW drawdown.usage_by_app_and_category AS
SELECT drawdown.month(recorded_at) AS month, owner_id, currency,
       coalesce(app_id, 'unknown') AS app_id,
       coalesce(category, 'unknown') AS category,
       count(DISTINCT (wallet_id, transaction_id)) AS events,
       coalesce(sum(quantity), 0) AS quantity,
       sum(amount) AS spend
FROM drawdown.ledger_entries
WHERE lead_id IS NULL AND (category IS NOT NULL OR hold_id IS NOT NULL)
  AND (status = 'COMPLETED' AND reason IN ('USAGE', 'FIXED_CHARGE', 'HOLD_CAPTURE', 'SHORTFALL')
       OR status = 'PENDING' AND reason = 'CARD_CHARGE')
GROUP BY 1, 2, 3, 4, 5;

-- Whether the wallets have what the ledger gave them less what it took, per currency, where both have come equally far.
-- Differences do not make up for each other: each counts by its size.
CREATE VIEW drawdown.conservation AS
WITH compared AS (
    SELECT b.wallet_id, b.currency, b.settled - b.owed AS balance, sum(e.balance_delta) AS moved
    FROM drawdown.wallet_balances b
    JOIN drawdown.ledger_entries e ON e.wallet_id = b.wallet_id AND e.seq <= b.seq
    GROUP BY b.wallet_id, b.currency, b.settled, b.owed, b.seq
    HAVING max(e.seq) = b.seq
)
SELECT currency,
       count(*) AS wallets,
       sum(moved) AS ledger,
       sum(balance) AS balances,
       sum(abs(moved - balance)) AS difference,
       count(*) FILTER (WHERE moved <> balance) AS wallets_that_differ
FROM compared
GROUP BY currency;

INSERT INTO drawdown.versions (version, file) VALUES (5, 'V05__cards_and_holds.sql');

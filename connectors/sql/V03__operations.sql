-- What operations and marketing ask: recharges and why they fail, cost per lead, usage by app and job type.

-- What the payment provider said, per attempt: the first word that is final, or else the last one.
CREATE VIEW drawdown.payment_answers AS
SELECT DISTINCT ON (wallet_id, request_id, attempt) *
FROM (
    SELECT body -> 'RecordPayment' ->> 'request_id' AS request_id,
           (body -> 'RecordPayment' ->> 'attempt')::integer AS attempt,
           wallet_id,
           body -> 'RecordPayment' ->> 'status' AS status,
           body -> 'RecordPayment' ->> 'decline_code' AS decline_code,
           body -> 'RecordPayment' ->> 'decline_kind' AS decline_kind,
           issued_at AS answered_at,
           __connect_offset AS place
    FROM drawdown.wallet_commands
    WHERE body ? 'RecordPayment'
) AS answers
ORDER BY wallet_id, request_id, attempt,
         CASE status WHEN 'SUCCEEDED' THEN 0 WHEN 'FAILED' THEN 1 ELSE 2 END,
         CASE WHEN status IN ('SUCCEEDED', 'FAILED') THEN place ELSE -place END;

-- How attempts to collect ended, by decline code. `share` is of all attempts of the month, currency and purpose.
CREATE VIEW drawdown.recharge_success AS
SELECT drawdown.month(r.requested_at) AS month, r.currency, r.purpose,
       CASE WHEN a.status IN ('SUCCEEDED', 'FAILED') THEN a.status ELSE 'UNANSWERED' END AS outcome,
       CASE WHEN a.status = 'FAILED' THEN coalesce(a.decline_code, 'unknown') END AS decline_code,
       count(*) AS attempts,
       sum(r.amount) AS amount,
       round(count(*) / sum(count(*)) OVER (PARTITION BY drawdown.month(r.requested_at), r.currency, r.purpose), 4) AS share
FROM drawdown.payment_requests r
LEFT JOIN drawdown.payment_answers a
       ON a.request_id = r.request_id AND a.attempt = r.attempt AND a.wallet_id = r.wallet_id
WHERE r.purpose <> 'REFUND'
GROUP BY 1, 2, 3, 4, 5;

-- What a lead costs, by channel. A return counts in the month and channel of its delivery, whatever channel it names.
CREATE VIEW drawdown.cost_per_lead_by_channel AS
WITH delivered AS (
    SELECT wallet_id, lead_id, coalesce(buyer_id, '') AS buyer_id, currency,
           drawdown.month(min(recorded_at)) AS month,
           coalesce(min(channel), 'unknown') AS channel,
           sum(amount) AS price
    FROM drawdown.ledger_entries
    WHERE lead_id IS NOT NULL AND status = 'COMPLETED'
      AND reason IN ('LEAD_DELIVERY', 'HOLD_CAPTURE', 'SHORTFALL')
    GROUP BY 1, 2, 3, 4
), returned AS (
    SELECT wallet_id, lead_id, coalesce(buyer_id, '') AS buyer_id, sum(amount) AS given_back
    FROM drawdown.ledger_entries
    WHERE lead_id IS NOT NULL AND status = 'COMPLETED' AND reason = 'LEAD_RETURN'
    GROUP BY 1, 2, 3
)
SELECT d.month, d.currency, d.channel,
       count(*) AS delivered,
       count(r.lead_id) AS returned,
       sum(d.price) - coalesce(sum(r.given_back), 0) AS cost,
       round((sum(d.price) - coalesce(sum(r.given_back), 0)) / nullif(count(*) - count(r.lead_id), 0), 6) AS cost_per_lead
FROM delivered d
LEFT JOIN returned r USING (wallet_id, lead_id, buyer_id)
GROUP BY 1, 2, 3;

-- What an organisation used, by app and job type, whoever paid for it: purchased credit, free credit, or nobody yet.
CREATE VIEW drawdown.usage_by_app_and_category AS
SELECT drawdown.month(recorded_at) AS month, owner_id, currency,
       coalesce(app_id, 'unknown') AS app_id,
       coalesce(category, 'unknown') AS category,
       count(DISTINCT (wallet_id, transaction_id)) AS events,
       coalesce(sum(quantity), 0) AS quantity,
       sum(amount) AS spend
FROM drawdown.ledger_entries
WHERE status = 'COMPLETED' AND lead_id IS NULL AND category IS NOT NULL
  AND reason IN ('USAGE', 'FIXED_CHARGE', 'HOLD_CAPTURE', 'SHORTFALL')
GROUP BY 1, 2, 3, 4, 5;

INSERT INTO drawdown.versions (version, file) VALUES (3, 'V03__operations.sql');

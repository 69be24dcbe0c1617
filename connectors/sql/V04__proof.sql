-- Proof that the warehouse has the ledger: all of it, once, and unchanged. A sound warehouse has no row in these views,
-- except that the end of a wallet's history may still be on its way (MISSING_AT_THE_END).

-- Every sequence number that is missing or there twice, and every entry that does not follow from the one before it.
-- The key of the table keeps doubles out; where the same views run on a table without a key, they find them.
CREATE VIEW drawdown.sequence_faults AS
WITH numbered AS (
    SELECT wallet_id, seq, prev_hash, balance_before,
           lag(seq, 1, 0::bigint) OVER history AS seq_before,
           lag(hash) OVER history AS hash_before,
           lag(balance_after) OVER history AS after_before
    FROM drawdown.ledger_entries
    WINDOW history AS (PARTITION BY wallet_id ORDER BY seq)
), last AS (
    SELECT wallet_id, max(seq) AS seq FROM drawdown.ledger_entries GROUP BY wallet_id
)
SELECT wallet_id, 'MISSING' AS fault, seq_before + 1 AS first_seq, seq - 1 AS last_seq
FROM numbered WHERE seq > seq_before + 1
UNION ALL
SELECT b.wallet_id, 'MISSING_AT_THE_END', coalesce(last.seq, 0) + 1, b.seq
FROM drawdown.wallet_balances b LEFT JOIN last USING (wallet_id)
WHERE b.seq > coalesce(last.seq, 0)
UNION ALL
SELECT wallet_id, 'DOUBLED', seq, seq
FROM drawdown.ledger_entries GROUP BY wallet_id, seq HAVING count(*) > 1
UNION ALL
SELECT wallet_id, 'CHAIN_BROKEN', seq, seq
FROM numbered WHERE seq = seq_before + 1
  AND (prev_hash <> coalesce(hash_before, repeat('0', 64)) OR balance_before <> coalesce(after_before, 0));

-- Wallets whose balance is not what their ledger says, where both have come equally far.
CREATE VIEW drawdown.balance_differences AS
SELECT b.wallet_id, b.currency, b.seq, b.settled - b.owed AS balance, e.balance_after AS ledger_balance
FROM drawdown.wallet_balances b
JOIN drawdown.ledger_entries e USING (wallet_id, seq)
WHERE b.settled - b.owed <> e.balance_after OR b.available <> b.settled - b.held - b.owed;

INSERT INTO drawdown.versions (version, file) VALUES (4, 'V04__proof.sql');

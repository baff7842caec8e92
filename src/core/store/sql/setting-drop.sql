-- Inputs: 1 key. Outputs: none.
DELETE FROM setting WHERE key = ?1;

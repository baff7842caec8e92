-- Inputs: 1 key. Outputs: value.
SELECT value FROM setting WHERE key = ?1;

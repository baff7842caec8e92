-- Inputs: 1 key. Outputs: value.
SELECT value FROM meta WHERE key = ?1;

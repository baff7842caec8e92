-- Inputs: 1 key. Outputs: none.
DELETE FROM meta WHERE key = ?1;

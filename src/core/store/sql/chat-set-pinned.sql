-- Inputs: 1 n, 2 whether. Outputs: none.
UPDATE chat SET is_pinned = ?2 WHERE n = ?1;

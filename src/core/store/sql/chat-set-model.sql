-- Inputs: 1 n, 2 model. Outputs: none.
UPDATE chat SET model = ?2 WHERE n = ?1;

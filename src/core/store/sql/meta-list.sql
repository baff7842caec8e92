-- Inputs: none. Outputs: key, value.
SELECT key, value FROM meta;

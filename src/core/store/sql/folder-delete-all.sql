-- Inputs: none. Outputs: none.
DELETE FROM folder;

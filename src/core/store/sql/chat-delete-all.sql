-- Inputs: none. Outputs: none.
DELETE FROM chat;

-- Inputs: none. Outputs: how many, of all branches.
SELECT count(*) FROM message;

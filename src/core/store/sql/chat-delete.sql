-- Its messages, parts and artifacts go with it. Inputs: 1 n. Outputs: none.
DELETE FROM chat WHERE n = ?1;

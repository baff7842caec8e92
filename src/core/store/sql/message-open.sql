-- Inputs: none. Outputs: n of a message that is pending or streaming.
SELECT n FROM message WHERE status IN (1, 2) LIMIT 1;

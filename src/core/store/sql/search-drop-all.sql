-- Inputs: none. Outputs: none.
INSERT INTO search (search) VALUES ('delete-all');

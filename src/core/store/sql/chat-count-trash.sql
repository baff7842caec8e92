-- Inputs: none. Outputs: how many.
SELECT count(*) FROM chat AS c WHERE c.deleted_at IS NOT NULL;

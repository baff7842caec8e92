-- Inputs: none. Outputs: how many.
SELECT count(*) FROM chat AS c WHERE c.deleted_at IS NULL AND c.archived_at IS NULL;

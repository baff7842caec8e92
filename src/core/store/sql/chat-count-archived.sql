-- Inputs: none. Outputs: how many.
SELECT count(*) FROM chat AS c WHERE c.archived_at IS NOT NULL AND c.deleted_at IS NULL;

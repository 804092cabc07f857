-- All workspaces, for filters.
SELECT workspace_id AS id, workspace_name AS name FROM workspace ORDER BY workspace_id

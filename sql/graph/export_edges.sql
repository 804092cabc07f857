-- Edges of the usage graph, page by page.
SELECT e.rowid AS id, e.kind, s.type AS source_type, s.key AS source_key, t.type AS target_type, t.key AS target_key,
       e.at, e.n, e.cost_micros, e.duration_ms, e.failed, e.detail
FROM usage_graph_edge e
JOIN usage_graph_node s ON s.id = e.source
JOIN usage_graph_node t ON t.id = e.target
WHERE e.rowid > :after ORDER BY e.rowid LIMIT :page

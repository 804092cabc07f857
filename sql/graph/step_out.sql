-- One step of a traversal, along the edges: the best edges of some kinds at a node, and one row (kind NULL) for all the others together.
-- Score: what the edge cost, took, how often or how late it was, its place among the kinds, or what the other end is worth.
WITH scope AS (
  SELECT e.rowid AS edge, e.kind, e.target AS node, e.at, e.n, e.cost_micros, e.duration_ms, e.failed
  FROM usage_graph_node here
  JOIN usage_graph_edge e ON e.source = here.id
  WHERE here.type = :type AND here.key = :key AND e.kind IN (SELECT k.value FROM json_each(:kinds) k)
    AND e.at >= :from AND e.at <= :until
), grouped AS (
  SELECT s.kind, s.node, MIN(s.edge) AS edge, MAX(s.at) AS at, SUM(s.n) AS n, SUM(s.cost_micros) AS cost_micros,
         SUM(s.duration_ms) AS duration_ms, SUM(s.failed) AS failed, 1 AS hops, NULL AS via
  FROM scope s GROUP BY s.kind, s.node, CASE WHEN :each = 1 THEN s.edge END
), weighed AS (
  SELECT g.kind, g.node, g.edge, g.at, g.n, g.duration_ms, g.hops, g.via,
         CASE WHEN :score = 'worth' THEN w.cost_micros ELSE g.cost_micros END AS cost_micros,
         CASE WHEN :score IN ('worth', 'trouble') THEN w.failed_runs ELSE g.failed END AS failed
  FROM grouped g
  LEFT JOIN (SELECT d.node, SUM(d.cost_micros) AS cost_micros, SUM(d.failed_runs) AS failed_runs
             FROM usage_graph_day d
             WHERE :score IN ('worth', 'trouble') AND d.node IN (SELECT node FROM grouped) AND d.day >= :from_day AND d.day <= :to_day
             GROUP BY d.node) w ON w.node = g.node
), ranked AS (
  SELECT w.*, ROW_NUMBER() OVER (
    ORDER BY w.hops,
      CASE :score WHEN 'cost' THEN w.cost_micros WHEN 'worth' THEN w.cost_micros WHEN 'duration' THEN w.duration_ms
                  WHEN 'count' THEN w.n WHEN 'failures' THEN w.failed WHEN 'trouble' THEN w.failed END DESC,
      CASE WHEN :score = 'kind' THEN instr(:kinds, '"' || w.kind || '"') END,
      CASE WHEN :score IN ('recency') THEN w.at END DESC,
      CASE WHEN :score IN ('failures') THEN w.at END,
      CASE WHEN :score = 'duration' THEN w.n END DESC,
      CASE WHEN :each = 1 THEN (SELECT x.detail FROM usage_graph_edge x WHERE x.rowid = w.edge) END,
      w.node, w.kind) AS place
  FROM weighed w
)
SELECT r.kind, f.type || ':' || f.key AS via_ref, f.name AS via_name, o.type || ':' || o.key AS ref, o.name,
       r.hops, r.at, r.n, r.cost_micros, r.duration_ms, r.failed, e.detail,
       1 AS edges, NULL AS p50_ms, NULL AS p95_ms, r.place
FROM ranked r
JOIN usage_graph_node o ON o.id = r.node
LEFT JOIN usage_graph_node f ON f.id = r.via
LEFT JOIN usage_graph_edge e ON e.rowid = r.edge
WHERE r.place <= :quota
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, MAX(r.hops), MAX(r.at), SUM(r.n), SUM(r.cost_micros), SUM(r.duration_ms), SUM(r.failed), NULL,
       COUNT(*), percentile_cont(r.duration_ms, 0.5), percentile_cont(r.duration_ms, 0.95), :quota + 1
FROM ranked r WHERE r.place > :quota HAVING COUNT(*) > 0
ORDER BY place

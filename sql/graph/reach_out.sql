-- What can be reached from a node over edges of some kinds, along them, nearer first: at most so many hops, each node once, so that cycles end.
WITH RECURSIVE walked AS (
  SELECT here.id AS node, 0 AS hops FROM usage_graph_node here WHERE here.type = :type AND here.key = :key
  UNION
  SELECT e.target, w.hops + 1
  FROM walked w JOIN usage_graph_edge e ON e.source = w.node AND e.kind IN (SELECT k.value FROM json_each(:kinds) k)
  WHERE w.hops < :depth
), near AS (
  SELECT w.node, MIN(w.hops) AS hops FROM walked w GROUP BY w.node
), grouped AS (
  SELECT MIN(e.kind) AS kind, n.node, NULL AS edge, '' AS at, 1 AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, n.hops, MIN(b.node) AS via
  FROM near n
  JOIN usage_graph_edge e ON e.target = n.node AND e.kind IN (SELECT k.value FROM json_each(:kinds) k)
  JOIN near b ON b.node = e.source AND b.hops = n.hops - 1
  WHERE n.hops > 0 GROUP BY n.node, n.hops
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

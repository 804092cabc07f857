-- The usage graph: nodes are things, edges are what the telemetry says about two of them, with the figures a traversal ranks by.
-- Node ids follow type and key, so that ties by id are ties by name of the thing, whatever order the telemetry was stored in.
CREATE TABLE usage_graph_node (
  id INTEGER PRIMARY KEY, type TEXT NOT NULL, key TEXT NOT NULL, name TEXT
);
CREATE TABLE usage_graph_edge (
  kind TEXT NOT NULL, source INTEGER NOT NULL, target INTEGER NOT NULL,
  at TEXT NOT NULL,                                            -- day or second, '' for what has no time
  n INTEGER NOT NULL,                                          -- how often, for edges that stand for many
  cost_micros INTEGER, duration_ms INTEGER, failed INTEGER NOT NULL,
  detail TEXT                                                  -- text of the data
);
-- What a node cost and how its runs went per day, for ranking neighbours by what they are worth.
CREATE TABLE usage_graph_day (
  node INTEGER NOT NULL, day TEXT NOT NULL, cost_micros INTEGER, failed_runs INTEGER, PRIMARY KEY (node, day)
) WITHOUT ROWID;

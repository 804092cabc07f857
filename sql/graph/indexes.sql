-- Both directions of every edge, with all that a ranking reads: a step never visits the table but for the few edges it shows.
CREATE INDEX usage_graph_edge_out ON usage_graph_edge (source, kind, at, target, n, cost_micros, duration_ms, failed);
CREATE INDEX usage_graph_edge_in ON usage_graph_edge (target, kind, at, source, n, cost_micros, duration_ms, failed)

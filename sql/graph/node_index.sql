-- Nodes are found by type and key while edges are made, and when a traversal starts.
CREATE UNIQUE INDEX usage_graph_node_key ON usage_graph_node (type, key)

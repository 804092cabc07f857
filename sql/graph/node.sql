-- One node of the usage graph.
SELECT n.name FROM usage_graph_node n WHERE n.type = :type AND n.key = :key

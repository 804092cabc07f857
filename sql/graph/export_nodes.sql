-- Nodes of the usage graph, page by page.
SELECT n.id, n.type, n.key, n.name FROM usage_graph_node n WHERE n.id > :after ORDER BY n.id LIMIT :page

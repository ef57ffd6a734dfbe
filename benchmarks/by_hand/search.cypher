CYPHER 5
CALL db.index.fulltext.queryNodes('node_search_tokens', $query) YIELD node AS n
WHERE n.since <= $day < n.until
RETURN collect([labels(n), n.id, n.name, n.aliases, n.nameKey]) AS data

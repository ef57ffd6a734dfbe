"""The Neo4j store.  The only place that knows Cypher and the driver."""

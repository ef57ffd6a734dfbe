CYPHER 5
MATCH (v:Node&Village {id: $of})
WITH [v] + COLLECT {
  MATCH (v)<-[s:STATIONED_IN]-(g) WHERE s.since <= $day < s.until RETURN g AS one
  UNION
  MATCH (v)<-[s:STATIONED_IN]-()<-[m:SERVES_IN]-(c)
  WHERE s.since <= $day < s.until AND m.since <= $day < m.until RETURN c AS one
  UNION
  MATCH (v)<-[i:POST_IN]-()<-[h:HOLDS]-(c) WHERE i.since <= $day < i.until AND h.since <= $day < h.until RETURN c AS one
} AS own
UNWIND own AS one
MATCH (one)-[m:TAKES_PART_IN|LOCATED_IN|BENEFITS|INTRODUCED_BY]-(p:Project) WHERE m.since <= $day < m.until
WITH DISTINCT [x IN own | x.id] AS own, p ORDER BY p.nameKey, p.id
RETURN {own: head(collect(own)), projects: collect({name: p.name, parties: COLLECT {
  MATCH (p)-[m:TAKES_PART_IN|LOCATED_IN|BENEFITS|INTRODUCED_BY|FUNDED_BY]-(x) WHERE m.since <= $day < m.until
  RETURN {label: head(labels(x)[1..]), id: x.id, name: x.name, type: type(m), duties: coalesce(m.duties, []),
    task: m.task, villages: COLLECT {
      MATCH (x) WHERE x:Village RETURN [x.id, x.name] AS village
      UNION
      MATCH (x)-[s:STATIONED_IN]->(y) WHERE s.since <= $day < s.until RETURN [y.id, y.name] AS village
      UNION
      MATCH (x)-[n:SERVES_IN]->()-[s:STATIONED_IN]->(y)
      WHERE n.since <= $day < n.until AND s.since <= $day < s.until RETURN [y.id, y.name] AS village
      UNION
      MATCH (x)-[h:HOLDS]->()-[i:POST_IN]->(y:Village)
      WHERE h.since <= $day < h.until AND i.since <= $day < i.until RETURN [y.id, y.name] AS village
    }}
}})} AS data

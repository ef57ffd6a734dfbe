CYPHER 5
MATCH (:Node {id: $scope})<-[:WITHIN*1..2]-(d)
WITH collect(d.id) AS places
MATCH (p:Project)
WHERE EXISTS {
  MATCH (p)-[l:LOCATED_IN|BENEFITS]->(x) WHERE l.since <= $day < l.until AND x.id IN places
} OR EXISTS {
  MATCH (p)-[l:LOCATED_IN]->(:Enterprise)-[s:SITUATED_IN]->(x)
  WHERE l.since <= $day < l.until AND s.since <= $day < s.until AND (x.id IN places OR x.id = $scope)
} OR EXISTS {
  MATCH (p)<-[l:TAKES_PART_IN]-(x) WHERE l.since <= $day < l.until
}
WITH p ORDER BY p.nameKey, p.id
RETURN collect({
  name: p.name, kind: p.projectKind, jointStated: p.jointStated, statedKind: p.statedParticipantKind,
  count: p.statedParticipantCount, named: p.statedNamedCount, words: p.statedParticipantWords,
  sites: COLLECT {
    MATCH (p)-[l:LOCATED_IN]->(s) WHERE l.since <= $day < l.until
    RETURN CASE WHEN s:Village THEN s.id ELSE head(COLLECT {
      MATCH (s)-[t:SITUATED_IN]->(x) WHERE t.since <= $day < t.until RETURN x.id }) END
  },
  benefits: COLLECT { MATCH (p)-[b:BENEFITS]->(v) WHERE b.since <= $day < b.until RETURN v.id },
  participants: COLLECT {
    MATCH (p)<-[t:TAKES_PART_IN]-(x) WHERE t.since <= $day < t.until
    RETURN {label: head(labels(x)[1..]), id: x.id, name: x.name, duties: coalesce(t.duties, []), task: t.task,
      villages: COLLECT {
        MATCH (x) WHERE x:Village RETURN [x.id, x.name] AS village
        UNION
        MATCH (x)-[s:STATIONED_IN]->(v) WHERE s.since <= $day < s.until RETURN [v.id, v.name] AS village
        UNION
        MATCH (x)-[m:SERVES_IN]->()-[s:STATIONED_IN]->(v)
        WHERE m.since <= $day < m.until AND s.since <= $day < s.until RETURN [v.id, v.name] AS village
        UNION
        MATCH (x)-[h:HOLDS]->()-[i:POST_IN]->(v:Village)
        WHERE h.since <= $day < h.until AND i.since <= $day < i.until RETURN [v.id, v.name] AS village
        UNION
        MATCH (x)-[f:FOUNDED_BY]->(v:Village) WHERE f.since <= $day < f.until RETURN [v.id, v.name] AS village
        UNION
        MATCH (x)-[f:FOUNDED_BY]->(:TeamGroup)-[s:STATIONED_IN]->(v)
        WHERE f.since <= $day < f.until AND s.since <= $day < s.until RETURN [v.id, v.name] AS village
      }}
  }
}) AS data

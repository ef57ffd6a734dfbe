CYPHER 5
MATCH (w:Node&WorkingCommittee {id: $root})
CALL (w) {
  RETURN w AS n, null AS parent, 0 AS depth
  UNION ALL
  MATCH (w)<-[o:ORGAN_OF]-(n) WHERE o.since <= $day < o.until RETURN n, w AS parent, 1 AS depth
  UNION ALL
  MATCH (w)<-[r:REPORTS_TO]-(n:TownshipBranch) WHERE r.since <= $day < r.until RETURN n, w AS parent, 1 AS depth
  UNION ALL
  MATCH (w)<-[r:REPORTS_TO]-(parent:TownshipBranch)<-[q:REPORTS_TO]-(n:TeamGroup)
  WHERE r.since <= $day < r.until AND q.since <= $day < q.until RETURN n, parent, 2 AS depth
}
RETURN collect([
  head(labels(n)[1..]), n.id, n.name, n.nameKey, parent.id, parent.name, depth,
  COLLECT { MATCH (n)<-[s:SERVES_IN]-(m) WHERE s.since <= $day < s.until RETURN m.id },
  COLLECT { MATCH (n)-[s:STATIONED_IN]->(v) WHERE s.since <= $day < s.until RETURN v.id },
  COLLECT {
    MATCH (n)<-[i:POST_IN]-(p:Post) WHERE i.since <= $day < i.until
      AND NOT EXISTS { MATCH (p)<-[h:HOLDS]-() WHERE h.since <= $day < h.until }
    RETURN EXISTS { MATCH (p)<-[l:HOLDS]-() WHERE l.until <= $day }
      OR EXISTS { MATCH (p)-[v:STATED_VACANT]->() WHERE v.since <= $day < v.until }
  }
]) AS data

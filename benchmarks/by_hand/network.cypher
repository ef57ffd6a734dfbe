CYPHER 5
MATCH (:Node {id: $scope})<-[:WITHIN]-(t)<-[x:BASED_IN]-(b:TownshipBranch)<-[r:REPORTS_TO]-(g:TeamGroup)
WHERE x.since <= $day < x.until AND r.since <= $day < r.until
RETURN collect({
  id: g.id, key: g.nameKey, name: g.name, branch: b.id, way: {name: b.name},
  townships: COLLECT { MATCH (g)-[s:STATIONED_IN]->()-[:WITHIN]->(o) WHERE s.since <= $day < s.until RETURN o.id },
  projects: COLLECT {
    MATCH (g)-[w:SERVES_IN|STATIONED_IN*0..1]-(a)-[m:TAKES_PART_IN]->(p)
    WHERE m.since <= $day < m.until AND all(one IN w WHERE one.since <= $day < one.until)
    RETURN {id: p.id, tie: m.id, industry: p.industry, brand: p.brand, duties: coalesce(m.duties, [])}
  },
  founded: COLLECT {
    MATCH (g)-[w:SERVES_IN|STATIONED_IN*0..1]-(a)<-[m:FOUNDED_BY]-(e)
    WHERE m.since <= $day < m.until AND all(one IN w WHERE one.since <= $day < one.until)
    RETURN {id: e.id, tie: m.id, kind: CASE e.enterpriseKind WHEN 'PARK' THEN 'PARK' ELSE 'COOPERATIVE' END}
  },
  parks: COLLECT {
    MATCH (g)-[w:SERVES_IN|STATIONED_IN*0..1]-(a)-[m:TAKES_PART_IN|BENEFITS|INTRODUCED_BY]-(:Project)-[l:LOCATED_IN]->(e {enterpriseKind: 'PARK'})
    WHERE m.since <= $day < m.until AND l.since <= $day < l.until AND all(one IN w WHERE one.since <= $day < one.until)
    RETURN {id: e.id, tie: m.id, kind: 'PARK'}
  },
  links: COLLECT {
    MATCH (g)-[w:SERVES_IN|STATIONED_IN*0..1]-(a)<-[i:POST_IN*0..1]-(c)-[m:COORDINATES_WITH]-(o)-[j:POST_IN*0..1]->()-[y:SERVES_IN|STATIONED_IN*0..1]-(far:TeamGroup)
    WHERE m.since <= $day < m.until AND all(one IN w + i + j + y WHERE one.since <= $day < one.until)
    RETURN DISTINCT far.id
  },
  villages: COLLECT { MATCH (g)-[s:STATIONED_IN]->(v) WHERE s.since <= $day < s.until RETURN v.id },
  needs: COLLECT {
    MATCH (g)-[s:STATIONED_IN]->(v) WHERE s.since <= $day < s.until UNWIND v.needs AS need RETURN need
  },
  units: COLLECT {
    MATCH (g)-[w:SERVES_IN|STATIONED_IN*0..1]-(a)-[m:SPONSORS|SUPPORTS|SENT_BY]-(u:Unit)
    WHERE m.since <= $day < m.until AND all(one IN w WHERE one.since <= $day < one.until)
    RETURN DISTINCT [u.id, u.capabilities]
  },
  charge: COLLECT {
    MATCH (g)-[w:STATIONED_IN|WITHIN*0..2]->(c)<-[m:IN_CHARGE_OF]-(h)
    WHERE NOT c:County AND m.since <= $day < m.until AND all(one IN w WHERE one.since <= $day < one.until)
    RETURN DISTINCT h.id
  }
}) AS data

CYPHER 5
MATCH (g:Node&TeamGroup {id: $of})-[w:SERVES_IN|STATIONED_IN*0..1]-(a)
WHERE all(r IN w WHERE r.since <= $day < r.until)
WITH g, collect(a) AS actors
CALL (g, actors) {
  UNWIND actors AS a
  MATCH (a)-[m:TAKES_PART_IN]->(p)<-[o:TAKES_PART_IN]-()-[w:SERVES_IN|STATIONED_IN*0..1]-(t:TeamGroup)
  WHERE m.since <= $day < m.until AND o.since <= $day < o.until AND all(r IN w WHERE r.since <= $day < r.until)
  RETURN t, 'PROJECT' AS kind, [[p.id, p.name]] AS via, [] AS ours, [] AS theirs
  UNION
  UNWIND actors AS a
  MATCH (a)<-[m:FOUNDED_BY]-(e)-[o:FOUNDED_BY]->()-[w:SERVES_IN|STATIONED_IN*0..1]-(t:TeamGroup)
  WHERE m.since <= $day < m.until AND o.since <= $day < o.until AND all(r IN w WHERE r.since <= $day < r.until)
  RETURN t, CASE e.enterpriseKind WHEN 'PARK' THEN 'PARK' ELSE 'COOPERATIVE' END AS kind, [[e.id, e.name]] AS via,
    [] AS ours, [] AS theirs
  UNION
  UNWIND actors AS a
  MATCH (a)-[m:TAKES_PART_IN|BENEFITS|INTRODUCED_BY]-(p:Project)-[l:LOCATED_IN]->(e:Enterprise {enterpriseKind: 'PARK'})
  WHERE m.since <= $day < m.until AND l.since <= $day < l.until
  MATCH (e)<-[k:LOCATED_IN]-(:Project)-[o:TAKES_PART_IN|BENEFITS|INTRODUCED_BY]-()-[w:SERVES_IN|STATIONED_IN*0..1]-(t:TeamGroup)
  WHERE k.since <= $day < k.until AND o.since <= $day < o.until AND o <> m AND all(r IN w WHERE r.since <= $day < r.until)
  RETURN t, 'PARK' AS kind, [[e.id, e.name]] AS via, [] AS ours, [] AS theirs
  UNION
  UNWIND actors AS a
  MATCH (a)-[m:TAKES_PART_IN]->(p) WHERE m.since <= $day < m.until
  UNWIND [one IN [p.brand] + COLLECT { MATCH (p)-[:PRODUCES]->(d) RETURN d.brand } WHERE one IS NOT NULL] AS brand
  MATCH (q:Project)<-[o:TAKES_PART_IN]-()-[w:SERVES_IN|STATIONED_IN*0..1]-(t:TeamGroup)
  WHERE (q.brand = brand OR EXISTS { MATCH (q)-[:PRODUCES]->({brand: brand})})
    AND o <> m AND o.since <= $day < o.until AND all(r IN w WHERE r.since <= $day < r.until)
  RETURN t, 'BRAND' AS kind, [[p.id, p.name], [q.id, q.name]] AS via, [] AS ours, [] AS theirs
  UNION
  UNWIND actors AS a
  MATCH (a)<-[i:POST_IN*0..1]-(c)-[m:COORDINATES_WITH]-(x)-[j:POST_IN*0..1]->()-[w:SERVES_IN|STATIONED_IN*0..1]-(t:TeamGroup)
  WHERE m.since <= $day < m.until AND all(r IN i + j + w WHERE r.since <= $day < r.until)
  RETURN t, 'LINK' AS kind, [[c.id, c.name], [x.id, x.name]] AS via, [] AS ours, [] AS theirs
  UNION
  MATCH (g)-[m:STATIONED_IN]->(v)<-[o:STATIONED_IN]-(t)
  WHERE m.since <= $day < m.until AND o.since <= $day < o.until
  RETURN t, 'VILLAGE' AS kind, [[v.id, v.name]] AS via, [] AS ours, [] AS theirs
  UNION
  UNWIND actors AS a
  MATCH (a)-[m:SPONSORS|SUPPORTS|SENT_BY]-(u:Unit)
  WHERE m.since <= $day < m.until
  WITH DISTINCT u
  MATCH (u)-[o:SPONSORS|SUPPORTS|SENT_BY]-()-[w:SERVES_IN|STATIONED_IN*0..1]-(t:TeamGroup)
  WHERE o.since <= $day < o.until AND all(r IN w WHERE r.since <= $day < r.until)
  RETURN t, 'SPONSOR' AS kind, [[u.id, u.name]] AS via, [] AS ours, [] AS theirs
  UNION
  MATCH (g)-[w:STATIONED_IN|WITHIN*0..2]->(c)<-[m:IN_CHARGE_OF]-(h)
  WHERE NOT c:County AND m.since <= $day < m.until AND all(r IN w WHERE r.since <= $day < r.until)
  WITH DISTINCT h
  MATCH (h)-[o:IN_CHARGE_OF]->(d) WHERE NOT d:County AND o.since <= $day < o.until
  MATCH (d)<-[w:STATIONED_IN|WITHIN*0..2]-(t:TeamGroup) WHERE all(r IN w WHERE r.since <= $day < r.until)
  RETURN t, 'CHARGE' AS kind, [[h.id, h.name]] AS via, [] AS ours, [] AS theirs
  UNION
  UNWIND actors AS a
  MATCH (a)-[m:TAKES_PART_IN]->(p) WHERE m.since <= $day < m.until AND p.industry IS NOT NULL
  MATCH (q:Project {industry: p.industry})<-[o:TAKES_PART_IN]-()-[w:SERVES_IN|STATIONED_IN*0..1]-(t:TeamGroup)
  WHERE q <> p AND o.since <= $day < o.until AND all(r IN w WHERE r.since <= $day < r.until)
  RETURN t, 'INDUSTRY' AS kind, [[p.id, p.name], [q.id, q.name]] AS via,
    coalesce(m.duties, []) AS ours, coalesce(o.duties, []) AS theirs
  UNION
  UNWIND actors AS a
  WITH a WHERE a.needs <> []
  MATCH (u:Unit) WHERE any(one IN a.needs WHERE one IN u.capabilities)
  MATCH (u)-[o:SPONSORS|SUPPORTS|SENT_BY]-()-[w:SERVES_IN|STATIONED_IN*0..1]-(t:TeamGroup)
  WHERE o.since <= $day < o.until AND all(r IN w WHERE r.since <= $day < r.until)
  RETURN t, 'NEED' AS kind, [[u.id, u.name]] AS via, [] AS ours, [] AS theirs
  UNION
  UNWIND actors AS a
  MATCH (a)-[m:SPONSORS|SUPPORTS|SENT_BY]-(u:Unit) WHERE m.since <= $day < m.until AND u.capabilities <> []
  MATCH (v:Village)<-[w:STATIONED_IN]-(t)
  WHERE any(one IN v.needs WHERE one IN u.capabilities) AND w.since <= $day < w.until
  RETURN t, 'NEED' AS kind, [[u.id, u.name]] AS via, [] AS ours, [] AS theirs
}
WITH g, t, collect([kind, via, ours, theirs]) AS found WHERE t <> g
WITH g, t, found, head(COLLECT {
  MATCH (g)-[m:REPORTS_TO]->(b)<-[o:REPORTS_TO]-(t)
  WHERE m.since <= $day < m.until AND o.since <= $day < o.until RETURN {name: b.name}
}) AS way
RETURN collect({
  id: t.id, key: t.nameKey, name: t.name, found: found, way: way,
  near: EXISTS {
    MATCH (g)-[m:STATIONED_IN]->()-[:WITHIN]->()<-[:WITHIN]-()<-[o:STATIONED_IN]-(t)
    WHERE m.since <= $day < m.until AND o.since <= $day < o.until
  },
  leader: head(COLLECT {
    MATCH (t)<-[i:POST_IN]-(p:Post) WHERE i.since <= $day < i.until AND p.role IN ['GROUP_LEADER', 'TEAM_LEADER']
    WITH p ORDER BY p.role, p.rank, p.id LIMIT 1
    RETURN {holder: head(COLLECT {
      MATCH (p)<-[h:HOLDS]-(c) WHERE h.since <= $day < h.until
      WITH c ORDER BY h.since DESC, h.id RETURN {name: c.name}
    })}
  })
}) AS data

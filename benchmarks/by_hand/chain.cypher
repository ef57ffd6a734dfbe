CYPHER 5
MATCH (:Node&Cadre {id: $of})-[s:SERVES_IN]->(g:TeamGroup) WHERE s.since <= $day < s.until
WITH g ORDER BY s.since DESC, s.id LIMIT 1
OPTIONAL MATCH (g)-[r:REPORTS_TO]->(b:TownshipBranch) WHERE r.since <= $day < r.until
OPTIONAL MATCH (b)-[q:REPORTS_TO]->(w:WorkingCommittee) WHERE q.since <= $day < q.until
OPTIONAL MATCH (w)-[d:DISPATCHED_BY]->(u:Unit) WHERE d.since <= $day < d.until
UNWIND [['GROUP', g], ['BRANCH', b], ['COMMITTEE', w], ['NONE', u]] AS step
WITH step[0] AS tier, step[1] AS body WHERE body IS NOT NULL
RETURN collect({tier: tier, body: {name: body.name}, seat: head(COLLECT {
  MATCH (body)<-[i:POST_IN]-(p:Post)
  WHERE i.since <= $day < i.until
    AND p.role IN ['SECRETARY', 'DIRECTOR', 'HEAD', 'TEAM_LEADER', 'GROUP_LEADER', 'SQUAD_LEADER']
  WITH p ORDER BY p.role <> 'GROUP_LEADER', p.rank, p.id LIMIT 1
  OPTIONAL MATCH (p)<-[h:HOLDS]-(c:Cadre) WHERE h.since <= $day < h.until
  WITH p, h, c ORDER BY h.since DESC, h.id LIMIT 1
  OPTIONAL MATCH (p)-[e:EX_OFFICIO]->(f:Post) WHERE e.since <= $day < e.until
  RETURN {
    post: {name: p.name},
    holding: CASE
      WHEN c IS NOT NULL THEN 'HELD'
      WHEN EXISTS { MATCH (p)<-[l:HOLDS]-() WHERE l.until <= $day } THEN 'VACANT'
      WHEN EXISTS { MATCH (p)-[v:STATED_VACANT]->() WHERE v.since <= $day < v.until } THEN 'VACANT'
      ELSE 'NOT_RECORDED' END,
    holder: CASE WHEN c IS NOT NULL THEN {name: c.name} END,
    since: toString(nullIf(h.since, date('0001-01-01'))), sinceGrain: h.sinceGrain,
    follows: CASE WHEN f IS NOT NULL THEN {name: f.name} END
  }
})}) AS data

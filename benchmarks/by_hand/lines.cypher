CYPHER 5
MATCH (c:Node&Cadre {id: $of})-[s:SERVES_IN]->(g:TeamGroup) WHERE s.since <= $day < s.until
WITH c, g ORDER BY s.since DESC, s.id LIMIT 1
OPTIONAL MATCH (g)-[r:REPORTS_TO]->(b:TownshipBranch) WHERE r.since <= $day < r.until
OPTIONAL MATCH (b)-[q:REPORTS_TO]->(w:WorkingCommittee) WHERE q.since <= $day < q.until
OPTIONAL MATCH (w)-[d:DISPATCHED_BY]->(u:Unit) WHERE d.since <= $day < d.until
OPTIONAL MATCH (b)<-[x:GUIDES]-(n:GuidanceStation) WHERE x.since <= $day < x.until
WITH c, g, b, w, u, n
WITH c, g, b, w, u, n, COLLECT {
  MATCH (c)-[x:SENT_BY]->(y) WHERE x.since <= $day < x.until RETURN y
  UNION
  MATCH (g)<-[x:SPONSORS]-(y) WHERE x.since <= $day < x.until RETURN y
} AS sponsors, COLLECT {
  MATCH (g)-[p:STATIONED_IN|WITHIN*0..3]->(z)<-[x:IN_CHARGE_OF]-(y)
  WHERE x.since <= $day < x.until AND all(one IN p WHERE one.since <= $day < one.until)
  WITH y, min(size(p)) AS far ORDER BY far, y.id
  RETURN y
} AS charge
WITH c, g, b, [
  ['PARTY', [g, b, w, u]],
  ['SPONSOR', sponsors],
  ['CHARGE', charge],
  ['GUIDANCE', CASE WHEN n IS NULL THEN [] ELSE [n, w] END]
] AS lines
RETURN {
  lines: COLLECT {
    UNWIND lines AS line
    RETURN [line[0], COLLECT {
      UNWIND [one IN line[1] WHERE one IS NOT NULL] AS body
      RETURN {body: {name: body.name}, call: CASE WHEN body:Cadre THEN {name: body.name} ELSE head(COLLECT {
        OPTIONAL MATCH (body)<-[i:POST_IN]-(o:Post)
        WHERE i.since <= $day < i.until
          AND o.role IN ['SECRETARY', 'DIRECTOR', 'HEAD', 'TEAM_LEADER', 'GROUP_LEADER', 'SQUAD_LEADER']
        WITH coalesce(o, CASE WHEN body:Post THEN body END) AS p WHERE p IS NOT NULL
        WITH p ORDER BY p.role <> 'GROUP_LEADER', p.rank, p.id LIMIT 1
        MATCH (p)<-[h:HOLDS|ACTS_IN]-(k:Cadre) WHERE h.since <= $day < h.until
        WITH k ORDER BY type(h) = 'ACTS_IN', h.since DESC, h.id
        RETURN {name: k.name}
      }) END}
    }]
  },
  elsewhere: EXISTS {
    MATCH (c)-[m:PARTY_MEMBER_OF]->(k) WHERE m.since <= $day < m.until AND k <> b
  },
  apart: EXISTS {
    MATCH (g)-[m:STATIONED_IN]->()-[:WITHIN]->(t), (b)-[x:BASED_IN]->(y)
    WHERE m.since <= $day < m.until AND x.since <= $day < x.until AND t <> y
  },
  seats: COLLECT {
    MATCH (p:Post)-[e:EX_OFFICIO]->(f)<-[k:HOLDS]-(o), (p)<-[h:HOLDS]-(a)
    WHERE e.since <= $day < e.until AND k.since <= $day < k.until AND h.since <= $day < h.until AND o <> a
      AND (a = c OR any(line IN lines WHERE any(one IN line[1] WHERE one IS NOT NULL AND EXISTS {
        MATCH (p)-[i:POST_IN]->(one) WHERE i.since <= $day < i.until })))
    RETURN DISTINCT CASE WHEN p.role = 'GROUP_LEADER' AND f.role = 'TEAM_LEADER'
      THEN 'LEADER_DOES_NOT_LEAD_GROUP' ELSE 'SEAT_HOLDER_DIFFERS' END
  }
} AS data

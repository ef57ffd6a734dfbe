CYPHER 5
MATCH (a:Node {id: $from}), (b:Node {id: $to})
MATCH p = allShortestPaths((a)-[:COORDINATES_WITH|REPORTS_TO|DISPATCHED_BY|ORGAN_OF|HOSTED_BY|IN_CHARGE_OF|SENT_BY|SPONSORS|SUPPORTS|TAKES_PART_IN|LOCATED_IN|BENEFITS|INTRODUCED_BY|FUNDED_BY|FOUNDED_BY|LIAISES|GUIDES|POST_IN|HOLDS|ACTS_IN|SERVES_IN|EX_OFFICIO|BASED_IN|STATIONED_IN|SITUATED_IN*..6]-(b))
WHERE all(r IN relationships(p) WHERE r.since <= $day < r.until)
  AND none(n IN nodes(p)[1..-1] WHERE n:County OR n:Prefecture OR n:Province)
WITH collect(p) AS ways
RETURN {
  ways: [p IN ways | {
    nodes: [n IN nodes(p) | [n.id, n.nameKey]],
    ties: [r IN relationships(p) | [type(r), r.id, r.channel, r.purpose]]
  }],
  nodes: COLLECT {
    UNWIND ways AS p UNWIND nodes(p) AS n
    WITH DISTINCT n
    RETURN {id: n.id, name: n.name, cadre: n:Cadre,
      posts: n:Unit OR n:TeamGroup OR n:TownshipBranch OR n:WorkingCommittee OR n:CommitteeOffice OR n:GuidanceStation
        OR n:VillageBranch OR n:Township OR n:Village,
      post: head(COLLECT {
      OPTIONAL MATCH (n)<-[i:POST_IN]-(q:Post) WHERE i.since <= $day < i.until
      WITH coalesce(q, CASE WHEN n:Post THEN n END) AS p WHERE p IS NOT NULL
      WITH p ORDER BY CASE WHEN n:TeamGroup AND p.role = 'GROUP_LEADER' THEN 0 WHEN n:TeamGroup AND p.role = 'TEAM_LEADER' THEN 1 ELSE 2 END, p.rank, p.id
      LIMIT 1
      RETURN {
        holder: head(COLLECT { MATCH (p)<-[h:HOLDS]-(k:Cadre) WHERE h.since <= $day < h.until
          WITH k ORDER BY h.since DESC, h.id RETURN k.name }),
        acting: head(COLLECT { MATCH (p)<-[h:ACTS_IN]-(k:Cadre) WHERE h.since <= $day < h.until
          WITH k ORDER BY h.since DESC, h.id RETURN k.name }),
        left: EXISTS { MATCH (p)<-[l:HOLDS]-() WHERE l.until <= $day }
          OR EXISTS { MATCH (p)-[v:STATED_VACANT]->() WHERE v.since <= $day < v.until }
      }
    })}
  }
} AS data

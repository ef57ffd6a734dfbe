CYPHER 5
MATCH (:Node {id: $scope})<-[:WITHIN*0..2]-(d)
WITH collect(d) AS places
WITH places + COLLECT { UNWIND places AS d MATCH (d)<-[:STATIONED_IN|BASED_IN]-(b) RETURN DISTINCT b } AS bodies
WITH bodies + COLLECT { UNWIND bodies AS b MATCH (b)<-[:ORGAN_OF|HOSTED_BY]-(o) RETURN DISTINCT o } AS bodies
WITH bodies, COLLECT { UNWIND bodies AS b MATCH (b)<-[:POST_IN]-(p:Post) RETURN DISTINCT p } AS posts
WITH bodies, posts, COLLECT {
  UNWIND bodies AS b MATCH (b)<-[:SERVES_IN]-(c:Cadre) RETURN c
  UNION
  UNWIND posts AS p MATCH (p)<-[:HOLDS|ACTS_IN]-(c:Cadre) RETURN c
} AS cadres
RETURN {
  posts: COLLECT {
    UNWIND posts AS p
    RETURN {id: p.id, name: p.name, body: head(COLLECT { MATCH (p)-[:POST_IN]->(b) RETURN b.id }),
      days: [day IN [$start, $end] | CASE WHEN p.since <= day < p.until THEN {
        holder: head(COLLECT { MATCH (p)<-[h:HOLDS]-(c) WHERE h.since <= day < h.until
          WITH h, c ORDER BY h.since DESC, h.id RETURN [h.id, c.name, h.sinceGrain] }),
        stated: head(COLLECT { MATCH (p)-[v:STATED_VACANT]->(s) WHERE v.since <= day < v.until
          WITH v, s ORDER BY v.since, v.id RETURN [v.id, s.name] }),
        left: EXISTS { MATCH (p)<-[l:HOLDS]-() WHERE l.until <= day }
      } END]}
  },
  ties: COLLECT {
    CALL (bodies, posts, cadres) {
      UNWIND cadres AS n
      MATCH (n)-[r:SERVES_IN|SENT_BY|PARTY_MEMBER_OF|LIAISES|IN_CHARGE_OF]->(f)
      RETURN n, r, f
      UNION
      UNWIND posts AS n MATCH (n)<-[r:ACTS_IN]-(f) RETURN n, r, f
      UNION
      UNWIND posts AS n MATCH (n)-[r:EX_OFFICIO|POST_IN|IN_CHARGE_OF]->(f) RETURN n, r, f
      UNION
      UNWIND bodies AS n
      MATCH (n)-[r:REPORTS_TO|STATIONED_IN|BASED_IN|DISPATCHED_BY|ORGAN_OF|HOSTED_BY|GUIDES|SPONSORS|SUPPORTS|COORDINATES_WITH|IN_CHARGE_OF|CLASSED_AS]->(f)
      RETURN n, r, f
    }
    WITH n, r, f, r.since <= $start < r.until AS old, r.since <= $end < r.until AS new WHERE old <> new
    RETURN DISTINCT [type(r), n.id, n.name, r.id, f.name, new, r.sinceGrain]
  }
} AS data

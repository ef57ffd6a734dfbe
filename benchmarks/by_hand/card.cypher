CYPHER 5
MATCH (v:Node&Village {id: $of})-[:WITHIN]->(t:Township)-[:WITHIN]->(c:County)
WITH v, t, c, COLLECT { MATCH (v)<-[s:STATIONED_IN]-(g) WHERE s.since <= $day < s.until RETURN g } AS groups
RETURN {
  village: {name: v.name, code: v.code}, township: {name: t.name},
  posts: COLLECT {
    UNWIND [v, t] + groups + COLLECT { MATCH (t)<-[x:BASED_IN]-(b:TownshipBranch) WHERE x.since <= $day < x.until RETURN b } AS place
    MATCH (place)<-[i:POST_IN]-(p:Post) WHERE i.since <= $day < i.until
    WITH place, p ORDER BY p.rank, p.id
    RETURN {place: place.id, role: p.role,
      holder: head(COLLECT { MATCH (p)<-[h:HOLDS]-(k:Cadre) WHERE h.since <= $day < h.until
        WITH k ORDER BY h.since DESC, h.id RETURN {id: k.id, name: k.name} }),
      acting: COLLECT { MATCH (p)<-[a:ACTS_IN]-(k:Cadre) WHERE a.since <= $day < a.until RETURN k.id },
      left: EXISTS { MATCH (p)<-[l:HOLDS]-() WHERE l.until <= $day }
        OR EXISTS { MATCH (p)-[n:STATED_VACANT]->() WHERE n.since <= $day < n.until }}
  },
  branch: head(COLLECT {
    MATCH (t)<-[x:BASED_IN]-(b:TownshipBranch) WHERE x.since <= $day < x.until RETURN {id: b.id, name: b.name}
  }),
  supporters: COLLECT {
    MATCH (v)<-[s:SUPPORTS]-(u:Unit) WHERE s.since <= $day < s.until
    WITH DISTINCT u ORDER BY u.nameKey, u.id RETURN {unit: {name: u.name}}
  },
  teams: COLLECT {
    UNWIND groups AS g
    WITH g ORDER BY g.nameKey, g.id
    RETURN {id: g.id, name: g.name,
      members: COLLECT { MATCH (g)<-[s:SERVES_IN]-(m:Cadre) WHERE s.since <= $day < s.until
        WITH m ORDER BY m.nameKey, m.id RETURN {id: m.id, name: m.name} },
      sponsors: COLLECT {
        MATCH (g)<-[s:SPONSORS]-(u:Unit) WHERE s.since <= $day < s.until RETURN {id: u.id, key: u.nameKey, name: u.name}
        UNION
        MATCH (g)<-[s:SERVES_IN]-()-[w:SENT_BY]->(u:Unit)
        WHERE s.since <= $day < s.until AND w.since <= $day < w.until RETURN {id: u.id, key: u.nameKey, name: u.name}
      },
      liaisons: COLLECT { MATCH (g)<-[l:LIAISES]-(k:Cadre) WHERE l.since <= $day < l.until
        WITH k ORDER BY k.nameKey, k.id RETURN {name: k.name} }}
  },
  charge: COLLECT {
    UNWIND groups + [v, t, c] AS place
    MATCH (place)<-[i:IN_CHARGE_OF]-(x) WHERE i.since <= $day < i.until
    RETURN {
      inCharge: {name: x.name}, place: {name: place.name}, id: x.id, key: x.nameKey, at: head(labels(place)[1..]),
      seat: head(COLLECT {
        OPTIONAL MATCH (x)<-[o:POST_IN]-(q:Post) WHERE o.since <= $day < o.until
        WITH coalesce(q, CASE WHEN x:Post THEN x END) AS p ORDER BY p.rank, p.id
        WHERE p IS NOT NULL
        RETURN {holder: head(COLLECT { MATCH (p)<-[h:HOLDS]-(k:Cadre) WHERE h.since <= $day < h.until
          WITH k ORDER BY h.since DESC, h.id RETURN {name: k.name} })}
      })
    }
  },
  offices: COLLECT {
    CALL (c) {
      MATCH (c)<-[x:BASED_IN]-(:WorkingCommittee)<-[y:ORGAN_OF]-(o:CommitteeOffice)
      WHERE x.since <= $day < x.until AND y.since <= $day < y.until RETURN o
      UNION
      MATCH (c)<-[:BASED_IN]-(:Unit)<-[y:HOSTED_BY]-(o:CommitteeOffice) WHERE y.since <= $day < y.until RETURN o
    }
    WITH o ORDER BY o.nameKey, o.id
    RETURN {office: {name: o.name}, seat: head(COLLECT {
      MATCH (o)<-[i:POST_IN]-(p:Post) WHERE i.since <= $day < i.until
      WITH p ORDER BY p.rank, p.id
      RETURN {holder: head(COLLECT { MATCH (p)<-[h:HOLDS]-(k:Cadre) WHERE h.since <= $day < h.until
        WITH k ORDER BY h.since DESC, h.id RETURN {name: k.name} })}
    })}
  }
} AS data

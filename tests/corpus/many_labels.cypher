CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, COLLECT {
  MATCH (n0:Source)
  WHERE n0.nameKey IS NOT NULL AND n0.name STARTS WITH $p0
  WITH n0 ORDER BY n0.nameKey, n0.id LIMIT $p1
  RETURN [toString(n0.date), n0.name, [COLLECT {
    MATCH (n0)<-[r1:STATED_IN]-(n1)
    WHERE any(l IN labels(n1) WHERE l IN $p2)
    WITH n1, r1 ORDER BY n1.nameKey, n1.id, r1.id LIMIT $p3
    RETURN [head([l IN labels(n1) WHERE l <> 'Node']), coalesce(n1.aliases, []), n1.basis, n1.basisReason, n1.id, n1.name, (n1.since <= $day AND $day < n1.until), COLLECT {
      MATCH (n1)-[r2:STATED_IN]->(n2)
      WITH n2, r2 ORDER BY n2.nameKey, n2.id, r2.id LIMIT $p4
      RETURN [n2.name, r2.confidence, r2.quote]
    }, CASE WHEN n1:Cadre THEN [n1.partyStanding, COLLECT {
      MATCH (n1)-[r3:HOLDS]->(n3)
      WHERE r3.since <= $day AND $day < r3.until
      WITH n3, r3 ORDER BY n3.rank, n3.id, r3.id LIMIT $p5
      RETURN [n3.name, head(COLLECT {
        MATCH (n3)-[r4:POST_IN]->(n4)
        WHERE r4.since <= $day AND $day < r4.until
        RETURN [head([l IN labels(n4) WHERE l <> 'Node']), n4.name]
      })]
    }] END, CASE WHEN n1:Project THEN [n1.industry, n1.projectKind, COLLECT {
      MATCH (n1)<-[r5:TAKES_PART_IN]-(n5)
      WHERE r5.since <= $day AND $day < r5.until
      WITH n5, r5 ORDER BY n5.nameKey, n5.id, r5.id LIMIT $p6
      RETURN [head([l IN labels(n5) WHERE l <> 'Node']), n5.name]
    }] END, CASE WHEN n1:WorkingCommittee|CommitteeOffice|GuidanceStation|TownshipBranch|TeamGroup|VillageBranch|Unit THEN [[[], COUNT {
      MATCH (n1)<-[r6:POST_IN]-(n6)
      WHERE r6.since <= $day AND $day < r6.until
    }]] END, r1.confidence, r1.quote]
  }, COUNT {
    MATCH (n0)<-[r1:STATED_IN]-(n1)
    WHERE any(l IN labels(n1) WHERE l IN $p2)
  }]]
} AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

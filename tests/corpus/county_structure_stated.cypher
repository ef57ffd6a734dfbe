CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, head(COLLECT {
  MATCH (n0:County {code: $p0})
  WHERE n0.basis IN $basis
  RETURN [n0.name, head(COLLECT {
    MATCH (n0)<-[r1:BASED_IN]-(n1:WorkingCommittee)
    WHERE r1.since <= $day AND $day < r1.until AND r1.basis IN $basis AND n1.basis IN $basis
    RETURN [[COLLECT {
      MATCH (n1)<-[r2:REPORTS_TO]-(n2)
      WHERE r2.since <= $day AND $day < r2.until AND r2.basis IN $basis AND n2.basis IN $basis
      WITH n2, r2 ORDER BY n2.nameKey, n2.id, r2.id LIMIT $p1
      RETURN [n2.name, [COLLECT {
        MATCH (n2)<-[r3:REPORTS_TO]-(n3)
        WHERE r3.since <= $day AND $day < r3.until AND r3.basis IN $basis AND n3.basis IN $basis
        WITH n3, r3 ORDER BY n3.nameKey, n3.id, r3.id LIMIT $p2
        RETURN [n3.name]
      }, COUNT {
        MATCH (n2)<-[r3:REPORTS_TO]-(n3)
        WHERE r3.since <= $day AND $day < r3.until AND r3.basis IN $basis AND n3.basis IN $basis
      }]]
    }, COUNT {
      MATCH (n1)<-[r2:REPORTS_TO]-(n2)
      WHERE r2.since <= $day AND $day < r2.until AND r2.basis IN $basis AND n2.basis IN $basis
    }], [[], COUNT {
      MATCH (n1)<-[r4:POST_IN]-(n4)
      WHERE r4.since <= $day AND $day < r4.until AND r4.basis IN $basis AND n4.basis IN $basis
    }], [[], COUNT {
      MATCH (n1)<-[r5:ORGAN_OF]-(n5:GuidanceStation)
      WHERE r5.since <= $day AND $day < r5.until AND r5.basis IN $basis AND n5.basis IN $basis
    }]]
  })]
}) AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

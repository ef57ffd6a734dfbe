CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, head(COLLECT {
  MATCH (n0:County {code: $p0})
  RETURN [n0.name, head(COLLECT {
    MATCH (n0)<-[r1:BASED_IN]-(n1:WorkingCommittee)
    WHERE r1.since <= $day AND $day < r1.until
    RETURN [n1.name, [COLLECT {
      MATCH (n1)<-[r2:REPORTS_TO]-(n2)
      WHERE r2.since <= $day AND $day < r2.until
      WITH n2, r2 ORDER BY n2.nameKey, n2.id, r2.id LIMIT $p1
      RETURN [n2.id, n2.name, [COLLECT {
        MATCH (n2)<-[r3:REPORTS_TO]-(n3)
        WHERE r3.since <= $day AND $day < r3.until
        WITH n3, r3 ORDER BY n3.nameKey, n3.id, r3.id LIMIT $p2
        RETURN [n3.dispatchLevel, n3.id, n3.name, COLLECT {
          MATCH (n3)<-[r4:SERVES_IN]-(n4)
          WHERE r4.since <= $day AND $day < r4.until
          WITH n4, r4 ORDER BY n4.nameKey, n4.id, r4.id LIMIT $p3
          RETURN [n4.id, n4.name, n4.partyStanding]
        }, COLLECT {
          MATCH (n3)-[r5:STATIONED_IN]->(n5)
          WHERE r5.since <= $day AND $day < r5.until
          WITH n5, r5 ORDER BY n5.code IS NULL, n5.code, n5.id, r5.id LIMIT $p4
          RETURN [n5.code, n5.name]
        }]
      }, COUNT {
        MATCH (n2)<-[r3:REPORTS_TO]-(n3)
        WHERE r3.since <= $day AND $day < r3.until
      }], head(COLLECT {
        MATCH (n2)-[r6:BASED_IN]->(n6)
        WHERE r6.since <= $day AND $day < r6.until
        RETURN [n6.name]
      })]
    }, COUNT {
      MATCH (n1)<-[r2:REPORTS_TO]-(n2)
      WHERE r2.since <= $day AND $day < r2.until
    }]]
  })]
}) AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

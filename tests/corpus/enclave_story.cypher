CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, head(COLLECT {
  MATCH (n0:Village {code: $p0})
  RETURN [COLLECT {
    MATCH (n0)<-[r1:BENEFITS]-(n1)
    WHERE r1.since <= $day AND $day < r1.until
    WITH n1, r1 ORDER BY n1.nameKey, n1.id, r1.id LIMIT $p1
    RETURN [n1.name, n1.projectKind, COLLECT {
      MATCH (n1)-[r2:INTRODUCED_BY]->(n2)
      WHERE r2.since <= $day AND $day < r2.until
      WITH n2, r2 ORDER BY n2.nameKey, n2.id, r2.id LIMIT $p2
      RETURN [n2.name]
    }, COLLECT {
      MATCH (n1)-[r3:BACKED_BY]->(n3)
      WHERE r3.since <= $day AND $day < r3.until
      WITH n3, r3 ORDER BY n3.nameKey, n3.id, r3.id LIMIT $p3
      RETURN [n3.name]
    }, COLLECT {
      MATCH (n1)-[r4:LOCATED_IN]->(n4)
      WHERE r4.since <= $day AND $day < r4.until
      WITH n4, r4 ORDER BY n4.nameKey, n4.id, r4.id LIMIT $p4
      RETURN [head([l IN labels(n4) WHERE l <> 'Node']), n4.name]
    }, r1.yearlyIncome, COLLECT {
      UNWIND range(0, size(coalesce(r1.sourceIds, [])) - 1) AS r5
      MATCH (n5:Node&Source {id: r1.sourceIds[r5]})
      WITH r5, n5 ORDER BY r5
      RETURN [[n5.name], r1.quotes[r5], r1.confidences[r5]]
    }]
  }, COLLECT {
    MATCH (n0)<-[r6:STATIONED_IN]-(n6)
    WHERE r6.since <= $day AND $day < r6.until
    WITH n6, r6 ORDER BY n6.nameKey, n6.id, r6.id LIMIT $p5
    RETURN [head(COLLECT {
      MATCH (n6)-[r7:REPORTS_TO]->(n7)
      WHERE r7.since <= $day AND $day < r7.until
      RETURN [n7.name, head(COLLECT {
        MATCH (n7)-[r8:REPORTS_TO]->(n8)
        WHERE r8.since <= $day AND $day < r8.until
        RETURN [n8.name]
      })]
    })]
  }, COLLECT {
    MATCH (n0)<-[r9:POST_IN]-(n9)
    WHERE r9.since <= $day AND $day < r9.until
    WITH n9, r9 ORDER BY n9.rank, n9.id, r9.id LIMIT $p6
    RETURN [n9.name, head(COLLECT {
      MATCH (n9)<-[r10:HOLDS]-(n10)
      WHERE r10.since <= $day AND $day < r10.until
      WITH r10, n10 ORDER BY r10.since DESC, r10.id LIMIT 1
      RETURN [n10.name]
    })]
  }]
}) AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

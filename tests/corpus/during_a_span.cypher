CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, COLLECT {
  MATCH (n0:TeamGroup)
  WHERE n0.nameKey IS NOT NULL AND n0.since <= $day AND $day < n0.until AND EXISTS {
    MATCH (n0)-[r1:REPORTS_TO]->(n1)
    WHERE r1.since <= $day AND $day < r1.until AND EXISTS {
      MATCH (n1)-[r2:BASED_IN]->(n2)
      WHERE r2.since <= $day AND $day < r2.until AND n2.code = $p0
    }
  }
  WITH n0 ORDER BY n0.nameKey, n0.id LIMIT $p1
  RETURN [n0.name, head(COLLECT {
    MATCH (n0)-[r3:REPORTS_TO]->(n3)
    WHERE r3.since <= $day AND $day < r3.until
    RETURN [n3.id, n3.nameKey, r3.id, toString(nullIf(r3.since, date('0001-01-01'))), r3.sinceGrain, COLLECT {
      UNWIND range(0, size(coalesce(r3.sourceIds, [])) - 1) AS r4
      MATCH (n4:Node&Source {id: r3.sourceIds[r4]})
      WITH r4, n4 ORDER BY r4
      RETURN [[], r3.quotes[r4], r3.confidences[r4]]
    }]
  }), COLLECT {
    MATCH (n0)-[r5:REPORTS_TO]->(n5)
    WITH n5, r5 ORDER BY r5.since = date('0001-01-01'), r5.since DESC, n5.id, r5.id LIMIT $p2
    RETURN [n5.name]
  }, [COLLECT {
    MATCH (n0)<-[r6:SERVES_IN]-(n6)
    WHERE r6.since < $p3 AND $p4 < r6.until
    WITH n6, r6 ORDER BY n6.nameKey, n6.id, r6.id LIMIT $p5
    RETURN [n6.name, head(COLLECT {
      MATCH (n6)-[r7:SENT_BY]->(n7)
      WHERE r7.since <= $day AND $day < r7.until
      RETURN [n7.name, n7.unitKind]
    }), head(COLLECT {
      MATCH (n6)-[r8:SERVES_IN]->(n8)
      WHERE r8.since <= $day AND $day < r8.until
      WITH r8, n8 ORDER BY r8.since DESC, r8.id LIMIT 1
      RETURN [n8.name]
    }), toString(nullIf(r6.since, date('0001-01-01'))), toString(nullIf(r6.until, date('9999-12-31')))]
  }, COUNT {
    MATCH (n0)<-[r6:SERVES_IN]-(n6)
    WHERE r6.since < $p3 AND $p4 < r6.until
  }]]
} AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [COLLECT {
  MATCH (n0:TeamGroup)
  WHERE n0.nameKey IS NOT NULL AND n0.since <= $day AND $day < n0.until AND EXISTS {
    MATCH (n0)<-[r1:SERVES_IN]-(n1)
    WHERE r1.since <= $day AND $day < r1.until AND r1.dueOn < $p0
  }
  WITH n0 ORDER BY n0.nameKey, n0.id LIMIT $p1
  RETURN [n0.name, COLLECT {
    MATCH (n0)<-[r2:SERVES_IN]-(n2)
    WHERE r2.since <= $day AND $day < r2.until AND r2.dueOn < $p2
    WITH n2, r2 ORDER BY r2.dueOn IS NULL, r2.dueOn, n2.nameKey, n2.id, r2.id LIMIT $p3
    RETURN [n2.name, r2.basis, toString(r2.dueOn), toString(nullIf(r2.since, date('0001-01-01'))), r2.sinceGrain, r2.startReason]
  }]
}, COUNT {
  MATCH (n0:TeamGroup)
  WHERE n0.since <= $day AND $day < n0.until AND EXISTS {
    MATCH (n0)<-[r1:SERVES_IN]-(n1)
    WHERE r1.since <= $day AND $day < r1.until AND r1.dueOn < $p0
  }
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

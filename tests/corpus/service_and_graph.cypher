CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [COLLECT {
  MATCH (n0:Village)
  WHERE (n0.divisionKind = $p0 AND NOT (EXISTS {
    MATCH (n0)<-[r1:STATIONED_IN]-(n1)
    WHERE r1.since <= $day AND $day < r1.until
  }))
  WITH n0 ORDER BY n0.code IS NULL, n0.code, n0.id LIMIT $p1
  RETURN [n0.code, n0.name]
}, COUNT {
  MATCH (n0:Village)
  WHERE (n0.divisionKind = $p0 AND NOT (EXISTS {
    MATCH (n0)<-[r1:STATIONED_IN]-(n1)
    WHERE r1.since <= $day AND $day < r1.until
  }))
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

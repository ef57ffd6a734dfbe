CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [COLLECT {
  MATCH (n0:TownshipBranch)
  WHERE n0.nameKey IS NOT NULL AND n0.since <= $day AND $day < n0.until AND EXISTS {
    MATCH (n0)-[r1:COORDINATES_WITH]-(n1)
    WHERE r1.since <= $day AND $day < r1.until AND r1.purpose IN $p0
  }
  WITH n0 ORDER BY n0.nameKey, n0.id LIMIT $p1
  RETURN [n0.name, COLLECT {
    MATCH (n0)-[r2:COORDINATES_WITH]-(n2)
    WHERE r2.since <= $day AND $day < r2.until
    WITH n2, r2 ORDER BY n2.nameKey, n2.id, r2.id LIMIT $p2
    RETURN [head([l IN labels(n2) WHERE l <> 'Node']), n2.name, CASE WHEN n2:Unit THEN [n2.level, COLLECT {
      MATCH (n2)-[r3:COORDINATES_WITH]-(n3)
      WHERE r3.since <= $day AND $day < r3.until
      WITH n3, r3 ORDER BY n3.nameKey, n3.id, r3.id LIMIT $p3
      RETURN [head([l IN labels(n3) WHERE l <> 'Node']), n3.name]
    }] END, r2.channel, r2.openedBy, r2.purpose, toString(nullIf(r2.since, date('0001-01-01')))]
  }]
}, COUNT {
  MATCH (n0:TownshipBranch)
  WHERE n0.since <= $day AND $day < n0.until AND EXISTS {
    MATCH (n0)-[r1:COORDINATES_WITH]-(n1)
    WHERE r1.since <= $day AND $day < r1.until AND r1.purpose IN $p0
  }
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

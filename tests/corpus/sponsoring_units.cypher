CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [COLLECT {
  MATCH (n0:Unit)
  WHERE n0.nameKey IS NOT NULL AND ((EXISTS {
    MATCH (n0)<-[r1:SENT_BY]-(n1)
    WHERE r1.since <= $day AND $day < r1.until
  } OR EXISTS {
    MATCH (n0)-[r2:SPONSORS]->(n2)
    WHERE r2.since <= $day AND $day < r2.until
  } OR EXISTS {
    MATCH (n0)-[r3:SUPPORTS]->(n3)
    WHERE r3.since <= $day AND $day < r3.until
  }) AND n0.level = $p0)
  WITH n0 ORDER BY n0.nameKey DESC, n0.id LIMIT $p1 + 1
  RETURN [n0.level, n0.name, COLLECT {
    MATCH (n0)<-[r4:SENT_BY]-(n4)
    WHERE r4.since <= $day AND $day < r4.until
    WITH n4, r4 ORDER BY n4.nameKey, n4.id, r4.id LIMIT $p2
    RETURN [n4.name]
  }, [COLLECT {
    MATCH (n0)-[r5:SPONSORS]->(n5)
    WHERE r5.since <= $day AND $day < r5.until
    WITH n5, r5 ORDER BY n5.nameKey, n5.id, r5.id LIMIT $p3
    RETURN [n5.name]
  }, COUNT {
    MATCH (n0)-[r5:SPONSORS]->(n5)
    WHERE r5.since <= $day AND $day < r5.until
  }], [[], COUNT {
    MATCH (n0)-[r6:SUPPORTS]->(n6)
    WHERE r6.since <= $day AND $day < r6.until
  }], n0.nameKey, n0.id]
}, COUNT {
  MATCH (n0:Unit)
  WHERE ((EXISTS {
    MATCH (n0)<-[r1:SENT_BY]-(n1)
    WHERE r1.since <= $day AND $day < r1.until
  } OR EXISTS {
    MATCH (n0)-[r2:SPONSORS]->(n2)
    WHERE r2.since <= $day AND $day < r2.until
  } OR EXISTS {
    MATCH (n0)-[r3:SUPPORTS]->(n3)
    WHERE r3.since <= $day AND $day < r3.until
  }) AND n0.level = $p0)
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

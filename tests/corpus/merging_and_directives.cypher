CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, head(COLLECT {
  MATCH (n0:County {code: $p0})
  RETURN [n0.code, head(COLLECT {
    MATCH (n0)-[r1:WITHIN]->(n1)
    RETURN [n1.name, head(COLLECT {
      MATCH (n1)-[r2:WITHIN]->(n2)
      RETURN [n2.name]
    })]
  }), COLLECT {
    MATCH (n0)<-[r3:WITHIN]-(n3)
    WITH n3, r3 ORDER BY n3.code IS NULL, n3.code, n3.id, r3.id LIMIT $p1
    RETURN [n3.name]
  }, COLLECT {
    MATCH (n0)<-[r4:WITHIN]-(n4)
    WITH n4, r4 ORDER BY n4.code IS NULL, n4.code DESC, n4.id, r4.id LIMIT $p2
    RETURN [n4.code, n4.divisionKind, n4.name]
  }]
}) AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [[], COUNT {
  MATCH (n0:Post)
  WHERE n0.since <= $day AND $day < n0.until
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [[], COUNT {
  MATCH (n0:Post)
  WHERE n0.since <= $day AND $day < n0.until
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [[], COUNT {
  MATCH (n0:Post)
  WHERE n0.since <= $day AND $day < n0.until
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [[], COUNT {
  MATCH (n0:Post)
  WHERE n0.since <= $day AND $day < n0.until AND EXISTS {
    MATCH (n0)-[r1:EX_OFFICIO]->(n1)
    WHERE r1.since <= $day AND $day < r1.until
  }
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [[], COUNT {
  MATCH (n0:Post)
  WHERE n0.since <= $day AND $day < n0.until AND EXISTS {
    MATCH (n0)-[r1:EX_OFFICIO]->(n1)
    WHERE r1.since <= $day AND $day < r1.until AND false
  }
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [[], COUNT {
  MATCH (n0:Post)
  WHERE n0.since <= $day AND $day < n0.until AND NOT (EXISTS {
    MATCH (n0)-[r1:EX_OFFICIO]->(n1)
    WHERE r1.since <= $day AND $day < r1.until
  })
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

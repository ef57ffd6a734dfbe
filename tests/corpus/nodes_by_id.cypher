CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [key IN $p0 | head(COLLECT {
  MATCH (n0:Node {id: key})
  RETURN [head([l IN labels(n0) WHERE l <> 'Node']), n0.id, CASE WHEN n0:Province|Prefecture|County|Township|Village THEN [n0.code, [[], COUNT {
    MATCH (n0)<-[r1:BASED_IN]-(n1:Unit)
  }]] END]
})] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
RETURN j.revision AS revision,
[key IN $p0 | head(COLLECT {
  MATCH (n0:Node {id: key})
  RETURN [head([l IN labels(n0) WHERE l <> 'Node']), n0.id, CASE WHEN n0:Province|Prefecture|County|Township|Village THEN [n0.code, [[], COUNT {
    MATCH (n0)<-[r1:BASED_IN]-(n1:Unit)
  }]] END]
})] AS cell

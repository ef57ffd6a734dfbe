CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, head(COLLECT {
  MATCH (n0:County {code: $p0})
  RETURN [head(COLLECT {
    MATCH (n0)<-[r1:BASED_IN]-(n1:WorkingCommittee)
    WHERE r1.since <= $day AND $day < r1.until
    RETURN [n1.name]
  })]
}) AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, head(COLLECT {
  MATCH (n0:County {code: $p0})
  RETURN [head(COLLECT {
    MATCH (n0)<-[r1:BASED_IN]-(n1:WorkingCommittee)
    WHERE r1.since <= $day AND $day < r1.until
    RETURN [n1.name, toString(nullIf(n1.since, date('0001-01-01'))), n1.sinceGrain, [[], COUNT {
      MATCH (n1)<-[r2:REPORTS_TO]-(n2)
      WHERE r2.since <= $day AND $day < r2.until
    }]]
  })]
}) AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [[], COUNT {
  MATCH (n0:WorkingCommittee)
  WHERE n0.since <= $day AND $day < n0.until AND EXISTS {
    MATCH (n0)-[r1:BASED_IN]->(n1)
    WHERE r1.since <= $day AND $day < r1.until AND n1.code = $p0
  }
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

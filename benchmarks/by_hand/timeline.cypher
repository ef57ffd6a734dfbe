CYPHER 5
MATCH (v:Node {id: $of})
RETURN COLLECT {
  CALL (v) {
    MATCH (v)-[r:CLASSED_AS|STATIONED_IN|POST_IN|SUPPORTS|IN_CHARGE_OF|TAKES_PART_IN|LOCATED_IN|BENEFITS|FOUNDED_BY|SITUATED_IN|BASED_IN]-(f)
    WHERE NOT (f:Unit AND r:BASED_IN)
    RETURN v AS n, r, f
    UNION
    MATCH (v)<-[:POST_IN]-(n:Post)-[r:HOLDS|ACTS_IN|STATED_VACANT]-(f) RETURN n, r, f
    UNION
    MATCH (v)<-[:BASED_IN]-(n:VillageBranch)<-[r:POST_IN]-(f) RETURN n, r, f
    UNION
    MATCH (v)<-[:BASED_IN]-(:VillageBranch)<-[:POST_IN]-(n:Post)-[r:HOLDS|ACTS_IN|STATED_VACANT]-(f) RETURN n, r, f
  }
  WITH n, r, f WHERE r.since <= $day
  RETURN {
    type: type(r), id: r.id, of: n.id, name: n.name, other: f.name,
    since: toString(nullIf(r.since, date('0001-01-01'))), sinceGrain: r.sinceGrain,
    until: toString(nullIf(r.until, date('9999-12-31'))), untilGrain: r.untilGrain,
    stands: toString(n.until)
  }
} AS data

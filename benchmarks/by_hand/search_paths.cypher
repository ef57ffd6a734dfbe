CYPHER 5
UNWIND $ids AS id
MATCH (n:Node {id: id})
RETURN collect(head(COLLECT {
  MATCH p = (n)-[:POST_IN|SERVES_IN|REPORTS_TO|BASED_IN|WITHIN*0..6]->(:County)
  WHERE none(x IN nodes(p) WHERE x:WorkingCommittee)
    AND all(r IN relationships(p) WHERE r.since <= $day < r.until)
  RETURN [x IN reverse(nodes(p)) | x.name] LIMIT 1
})) AS data

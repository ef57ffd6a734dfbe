CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, [COLLECT {
  MATCH (n0:Post)
  WHERE n0.rank IS NOT NULL AND n0.since <= $day AND $day < n0.until AND (EXISTS {
    MATCH (n0)-[r1:POST_IN]->(n1)
    WHERE r1.since <= $day AND $day < r1.until AND (n1:TeamGroup AND EXISTS {
      MATCH (n1)-[r2:REPORTS_TO]->(n2)
      WHERE r2.since <= $day AND $day < r2.until AND EXISTS {
        MATCH (n2)-[r3:BASED_IN]->(n3)
        WHERE r3.since <= $day AND $day < r3.until AND EXISTS {
          MATCH (n3)-[r4:WITHIN]->(n4)
          WHERE n4.code = $p0
        }
      }
    })
  } AND (CASE WHEN NOT (n0.since <= $day AND $day < n0.until) THEN 'NOT_RECORDED'
  WHEN EXISTS {
    MATCH (n0)<-[r5:HOLDS]-(n5)
    WHERE r5.since <= $day AND $day < r5.until
  } THEN 'HELD'
  WHEN EXISTS {
    MATCH (n0)<-[r6:HOLDS]-(n6)
    WHERE r6.until <= $day
  } OR EXISTS {
    MATCH (n0)-[r7:STATED_VACANT]->(n7)
    WHERE r7.since <= $day AND $day < r7.until
  } THEN 'VACANT'
  ELSE 'NOT_RECORDED' END = $p1))
  WITH n0 ORDER BY n0.rank, n0.id LIMIT $p2
  RETURN [n0.name, n0.role, head(COLLECT {
    MATCH (n0)<-[r8:ACTS_IN]-(n8)
    WHERE r8.since <= $day AND $day < r8.until
    WITH r8, n8 ORDER BY r8.since DESC, r8.id LIMIT 1
    RETURN [n8.name]
  }), head(COLLECT {
    MATCH (n0)-[r9:POST_IN]->(n9)
    WHERE r9.since <= $day AND $day < r9.until
    RETURN [head([l IN labels(n9) WHERE l <> 'Node']), n9.name, CASE WHEN n9:TeamGroup THEN [head(COLLECT {
      MATCH (n9)-[r10:REPORTS_TO]->(n10)
      WHERE r10.since <= $day AND $day < r10.until
      RETURN [n10.name]
    })] END]
  }), COLLECT {
    MATCH (n0)<-[r11:HOLDS]-(n11)
    WITH n11, r11 ORDER BY r11.since = date('0001-01-01'), r11.since DESC, n11.id, r11.id LIMIT $p3
    RETURN [n11.name, r11.endReason, toString(nullIf(r11.since, date('0001-01-01'))), toString(nullIf(r11.until, date('9999-12-31'))), r11.untilGrain]
  }]
}, COUNT {
  MATCH (n0:Post)
  WHERE n0.since <= $day AND $day < n0.until AND (EXISTS {
    MATCH (n0)-[r1:POST_IN]->(n1)
    WHERE r1.since <= $day AND $day < r1.until AND (n1:TeamGroup AND EXISTS {
      MATCH (n1)-[r2:REPORTS_TO]->(n2)
      WHERE r2.since <= $day AND $day < r2.until AND EXISTS {
        MATCH (n2)-[r3:BASED_IN]->(n3)
        WHERE r3.since <= $day AND $day < r3.until AND EXISTS {
          MATCH (n3)-[r4:WITHIN]->(n4)
          WHERE n4.code = $p0
        }
      }
    })
  } AND (CASE WHEN NOT (n0.since <= $day AND $day < n0.until) THEN 'NOT_RECORDED'
  WHEN EXISTS {
    MATCH (n0)<-[r5:HOLDS]-(n5)
    WHERE r5.since <= $day AND $day < r5.until
  } THEN 'HELD'
  WHEN EXISTS {
    MATCH (n0)<-[r6:HOLDS]-(n6)
    WHERE r6.until <= $day
  } OR EXISTS {
    MATCH (n0)-[r7:STATED_VACANT]->(n7)
    WHERE r7.since <= $day AND $day < r7.until
  } THEN 'VACANT'
  ELSE 'NOT_RECORDED' END = $p1))
}] AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

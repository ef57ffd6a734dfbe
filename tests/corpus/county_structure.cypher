CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, head(COLLECT {
  MATCH (n0:County {code: $p0})
  RETURN [n0.name, head(COLLECT {
    MATCH (n0)<-[r1:BASED_IN]-(n1:WorkingCommittee)
    WHERE r1.since <= $day AND $day < r1.until
    RETURN [[COLLECT {
      MATCH (n1)<-[r2:REPORTS_TO]-(n2)
      WHERE r2.since <= $day AND $day < r2.until
      WITH n2, r2 ORDER BY n2.nameKey, n2.id, r2.id LIMIT $p1
      RETURN [n2.name, [[], COUNT {
        MATCH (n2)<-[r3:REPORTS_TO]-(n3)
        WHERE r3.since <= $day AND $day < r3.until
      }], head(COLLECT {
        MATCH (n2)<-[r4:GUIDES]-(n4)
        WHERE r4.since <= $day AND $day < r4.until
        RETURN [n4.name]
      }), head(COLLECT {
        MATCH (n2)-[r5:BASED_IN]->(n5)
        WHERE r5.since <= $day AND $day < r5.until
        RETURN [n5.code, n5.name]
      })]
    }, COUNT {
      MATCH (n1)<-[r2:REPORTS_TO]-(n2)
      WHERE r2.since <= $day AND $day < r2.until
    }], head(COLLECT {
      MATCH (n1)-[r6:DISPATCHED_BY]->(n6)
      WHERE r6.since <= $day AND $day < r6.until
      RETURN [n6.name]
    }), [COLLECT {
      MATCH (n1)<-[r7:POST_IN]-(n7)
      WHERE r7.since <= $day AND $day < r7.until
      WITH n7, r7 ORDER BY n7.rank, n7.id, r7.id LIMIT $p2
      RETURN [n7.name, CASE WHEN NOT (n7.since <= $day AND $day < n7.until) THEN 'NOT_RECORDED'
      WHEN EXISTS {
        MATCH (n7)<-[r8:HOLDS]-(n8)
        WHERE r8.since <= $day AND $day < r8.until
      } THEN 'HELD'
      WHEN EXISTS {
        MATCH (n7)<-[r9:HOLDS]-(n9)
        WHERE r9.until <= $day
      } OR EXISTS {
        MATCH (n7)-[r10:STATED_VACANT]->(n10)
        WHERE r10.since <= $day AND $day < r10.until
      } THEN 'VACANT'
      ELSE 'NOT_RECORDED' END, head(COLLECT {
        MATCH (n7)-[r11:EX_OFFICIO]->(n11)
        WHERE r11.since <= $day AND $day < r11.until
        RETURN [n11.name, head(COLLECT {
          MATCH (n11)-[r12:POST_IN]->(n12)
          WHERE r12.since <= $day AND $day < r12.until
          RETURN [head([l IN labels(n12) WHERE l <> 'Node']), n12.name]
        })]
      }), head(COLLECT {
        MATCH (n7)<-[r13:HOLDS]-(n13)
        WHERE r13.since <= $day AND $day < r13.until
        WITH r13, n13 ORDER BY r13.since DESC, r13.id LIMIT 1
        RETURN [n13.name]
      })]
    }, COUNT {
      MATCH (n1)<-[r7:POST_IN]-(n7)
      WHERE r7.since <= $day AND $day < r7.until
    }], [[], COUNT {
      MATCH (n1)<-[r14:ORGAN_OF]-(n14:GuidanceStation)
      WHERE r14.since <= $day AND $day < r14.until
    }]]
  })]
}) AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

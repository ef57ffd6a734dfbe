CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
WITH j.revision AS begun
WITH begun, COLLECT {
  MATCH (n0:County)
  WHERE n0.basis = $p0
  WITH n0 ORDER BY n0.code IS NULL, n0.code, n0.id LIMIT $p1
  RETURN [n0.name, n0.tierScheme, head(COLLECT {
    MATCH (n0)<-[r1:BASED_IN]-(n1:WorkingCommittee)
    WHERE r1.since <= $day AND $day < r1.until
    RETURN [COLLECT {
      MATCH (n1)<-[r2:REPORTS_TO]-(n2)
      WHERE r2.since <= $day AND $day < r2.until
      WITH n2, r2 ORDER BY n2.nameKey, n2.id, r2.id LIMIT $p2
      RETURN [n2.name, COLLECT {
        MATCH (n2)<-[r3:REPORTS_TO]-(n3)
        WHERE r3.since <= $day AND $day < r3.until
        WITH n3, r3 ORDER BY n3.nameKey, n3.id, r3.id LIMIT $p3
        RETURN [n3.name, COLLECT {
          MATCH (n3)<-[r4:SERVES_IN]-(n4)
          WHERE r4.since < $p4 AND $p5 < r4.until AND (r4.until <> date('9999-12-31') AND r4.until < $p6)
          WITH n4, r4 ORDER BY n4.nameKey, n4.id, r4.id LIMIT $p7
          RETURN [n4.name, r4.endReason, toString(nullIf(r4.since, date('0001-01-01'))), toString(nullIf(r4.until, date('9999-12-31')))]
        }, COLLECT {
          MATCH (n3)<-[r5:POST_IN]-(n5)
          WHERE r5.since <= $day AND $day < r5.until AND n5.role IN $p8
          WITH n5, r5 ORDER BY n5.rank, n5.id, r5.id LIMIT $p9
          RETURN [n5.name, n5.role, head(COLLECT {
            MATCH (n5)<-[r6:HOLDS]-(n6)
            WHERE r6.since <= $day AND $day < r6.until
            WITH r6, n6 ORDER BY r6.since DESC, r6.id LIMIT 1
            RETURN [n6.name]
          })]
        }, COLLECT {
          MATCH (n3)-[r7:STATIONED_IN]->(n7)
          WHERE r7.since <= $day AND $day < r7.until
          WITH n7, r7 ORDER BY n7.code IS NULL, n7.code, n7.id, r7.id LIMIT $p10
          RETURN [n7.name, coalesce(n7.needs, [])]
        }]
      }]
    }, COLLECT {
      MATCH (n1)<-[r8:POST_IN]-(n8)
      WHERE r8.since <= $day AND $day < r8.until
      WITH n8, r8 ORDER BY n8.rank, n8.id, r8.id LIMIT $p11
      RETURN [n8.name, head(COLLECT {
        MATCH (n8)-[r9:EX_OFFICIO]->(n9)
        WHERE r9.since <= $day AND $day < r9.until
        RETURN [n9.name, head(COLLECT {
          MATCH (n9)<-[r10:HOLDS]-(n10)
          WHERE r10.since <= $day AND $day < r10.until
          WITH r10, n10 ORDER BY r10.since DESC, r10.id LIMIT 1
          RETURN [n10.name]
        })]
      }), head(COLLECT {
        MATCH (n8)<-[r11:HOLDS]-(n11)
        WHERE r11.since <= $day AND $day < r11.until
        WITH r11, n11 ORDER BY r11.since DESC, r11.id LIMIT 1
        RETURN [n11.name]
      })]
    }]
  })]
} AS cell
OPTIONAL MATCH (k:Journal {id: 'head'})
RETURN begun, cell, k.revision AS ended

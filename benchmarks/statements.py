"""The floor on Neo4j: one statement for each document, written by hand, the official driver as it comes, and orjson."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import orjson
from neo4j import READ_ACCESS, AsyncGraphDatabase, NotificationMinimumSeverity

from benchmarks.county import DAY
from graph_service.api.planning.arguments import PAGE

SMALL = """CYPHER 5
MATCH (g:Node&TeamGroup {id: $value})
RETURN {teamGroup: {
  id: g.id, name: g.name, since: toString(nullIf(g.since, date('0001-01-01')))
}} AS data"""

COUNTY = f"""CYPHER 5
MATCH (c:County {{code: $value}})<-[i:BASED_IN]-(w:WorkingCommittee)
WHERE i.since <= $day < i.until
RETURN {{county: {{name: c.name, committee: {{name: w.name, branches: {{
  totalCount: COUNT {{ MATCH (w)<-[r:REPORTS_TO]-(b) WHERE r.since <= $day < r.until }},
  nodes: COLLECT {{
    MATCH (w)<-[r:REPORTS_TO]-(b) WHERE r.since <= $day < r.until
    WITH b ORDER BY b.nameKey, b.id LIMIT {PAGE}
    RETURN {{
      id: b.id, name: b.name,
      township: head(COLLECT {{
        MATCH (b)-[t:BASED_IN]->(x) WHERE t.since <= $day < t.until
        RETURN {{name: x.name}}
      }}),
      groups: {{
        totalCount: COUNT {{ MATCH (b)<-[r:REPORTS_TO]-(g) WHERE r.since <= $day < r.until }},
        nodes: COLLECT {{
          MATCH (b)<-[r:REPORTS_TO]-(g) WHERE r.since <= $day < r.until
          WITH g ORDER BY g.nameKey, g.id LIMIT {PAGE}
          RETURN {{
            id: g.id, name: g.name, dispatchLevel: g.dispatchLevel,
            villages: {{nodes: COLLECT {{
              MATCH (g)-[s:STATIONED_IN]->(v) WHERE s.since <= $day < s.until
              WITH v ORDER BY v.code, v.id LIMIT {PAGE}
              RETURN {{name: v.name, code: v.code}}
            }}}},
            members: {{nodes: COLLECT {{
              MATCH (g)<-[s:SERVES_IN]-(m) WHERE s.since <= $day < s.until
              WITH m ORDER BY m.nameKey, m.id LIMIT {PAGE}
              RETURN {{id: m.id, name: m.name, partyStanding: m.partyStanding}}
            }}}}
          }}
        }}
      }}
    }}
  }}
}}}}}}}} AS data"""

STATEMENTS: Mapping[str, str] = MappingProxyType({"small": SMALL, "county": COUNTY})


class Floor:
    """One driver; a session and an automatic transaction a call, which is the cheapest way it has."""

    def __init__(self, uri: str) -> None:
        self._driver = AsyncGraphDatabase.driver(uri, notifications_min_severity=NotificationMinimumSeverity.OFF)
        self._day = date.fromisoformat(DAY)

    async def answer(self, name: str, value: str) -> bytes:
        """The answer to one of the documents; `value` is the id or code asked for."""
        given = {"value": value} if name == "small" else {"value": value, "day": self._day}
        async with self._driver.session(database="neo4j", default_access_mode=READ_ACCESS, fetch_size=-1) as session:
            result = await session.run(STATEMENTS[name], given)
            record = await result.single(strict=True)
        return orjson.dumps({"data": record["data"]})

    async def nodes(self) -> int:
        """How many the database holds."""
        records, _, _ = await self._driver.execute_query("MATCH (n) RETURN count(n) AS n", database_="neo4j")
        return int(records[0]["n"])

    async def close(self) -> None:
        await self._driver.close()

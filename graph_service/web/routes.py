"""The routes: GraphQL, health, readiness, metrics, and a page that says where to go."""

import asyncio
import base64
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import orjson
from starlette.datastructures import Headers
from starlette.types import Receive, Scope

from graph_service.stores.port import Head
from graph_service.web.front import Route
from graph_service.web.graphql import METHODS, GraphQL
from graph_service.web.metrics import MEDIA, Metrics, Standing
from graph_service.web.reply import POLICY, Reply

Asked = Callable[[], Awaitable[Head | None]]
LOOKED_AT = 1.0
"""Seconds that the store has to say where it stands, when metrics are asked for."""

_STYLE = """
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:48rem;margin:3rem auto;padding:0 1rem}
code,pre{background:#8882;border-radius:4px;padding:.1em .3em}pre{padding:1em;overflow:auto}
:root{color-scheme:light dark}
"""
_PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>驻村工作组织图谱 · Graph service</title>
<style>STYLE</style>
<h1>驻村工作组织图谱 <small lang="en">Graph service</small></h1>
<p>以 GraphQL 提供县、乡、村三级驻村工作组织、派出单位、协调联络与联建项目。</p>
<p lang="en">Answers over GraphQL who leads, sends and backs village work teams, who works with whom, and in what.</p>
<ul>
<li><code>POST /graphql</code>, <code>GET /graphql?query=…</code></li>
<li><a href="/healthz"><code>/healthz</code></a>, <a href="/readyz"><code>/readyz</code></a>,
<a href="/metrics"><code>/metrics</code></a></li>
</ul>
<pre>curl -s localhost:PORT/graphql \\
  -H 'content-type: application/json' \\
  -d '{"query": "{ county(code: \\"210727\\") { committee { name } } }"}'</pre>
</html>
"""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is served beside GraphQL.  `head` tells where the store stands, None if it cannot be reached."""

    head: Asked
    metrics: Metrics
    standing: Standing

    async def healthz(self, _scope: Scope, _headers: Headers, _receive: Receive) -> Reply:
        return _json({"status": "ok"})

    async def readyz(self, _scope: Scope, _headers: Headers, _receive: Receive) -> Reply:
        if await self._up():
            return _json({"status": "ready"})
        return _json({"status": "unavailable"}, 503, {"retry-after": "2"})

    async def told(self, _scope: Scope, _headers: Headers, _receive: Receive) -> Reply:
        """The metrics."""
        try:
            async with asyncio.timeout(LOOKED_AT):
                await self._up()
        except TimeoutError:
            self.standing.up = False
        return Reply(200, self.metrics.text(), MEDIA)

    async def page(self, scope: Scope, _headers: Headers, _receive: Receive) -> Reply:
        _, port = scope.get("server") or ("", None)
        digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
        page = _PAGE.replace("STYLE", _STYLE).replace("PORT", str(port or 80))
        return Reply(200, page.encode(), "text/html; charset=utf-8", policy=f"{POLICY}; style-src 'sha256-{digest}'")

    async def _up(self) -> bool:
        head = await self.head()
        self.standing.up = head is not None
        if head is not None:
            self.standing.revision = head.revision
        return head is not None


def routes(graphql: GraphQL, beside: Beside) -> Mapping[str, Route]:
    """By path."""
    return {
        "/graphql": Route("graphql", METHODS, graphql),
        "/healthz": Route("healthz", ("GET",), beside.healthz),
        "/readyz": Route("readyz", ("GET",), beside.readyz),
        "/metrics": Route("metrics", ("GET",), beside.told),
        "/": Route("page", ("GET",), beside.page),
    }


def _json(body: dict[str, str], status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    return Reply(status, orjson.dumps(body), "application/json", headers)

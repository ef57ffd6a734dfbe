"""The routes: GraphQL, health, readiness, and a page that says where to go."""

from collections.abc import Awaitable, Callable

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, WebSocketRoute

from graph_service.web.graphql import GraphQL

Ready = Callable[[], Awaitable[bool]]

_PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>驻村工作组织图谱 · Graph service</title>
<style>
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:48rem;margin:3rem auto;padding:0 1rem}
code,pre{background:#8882;border-radius:4px;padding:.1em .3em}pre{padding:1em;overflow:auto}
:root{color-scheme:light dark}
</style>
<h1>驻村工作组织图谱 <small lang="en">Graph service</small></h1>
<p>以 GraphQL 提供县、乡、村三级驻村工作组织、派出单位、协调联络与联建项目。</p>
<p lang="en">Answers over GraphQL who leads, sends and backs village work teams, who works with whom, and in what.</p>
<ul>
<li><code>POST /graphql</code>, <code>GET /graphql?query=…</code></li>
<li><a href="/healthz"><code>/healthz</code></a>, <a href="/readyz"><code>/readyz</code></a></li>
</ul>
<pre>curl -s localhost:PORT/graphql \\
  -H 'content-type: application/json' \\
  -d '{"query": "{ county(code: \\"210727\\") { committee { name } } }"}'</pre>
</html>
"""


def routes(graphql: GraphQL, ready: Ready) -> list[Route | WebSocketRoute]:
    """`ready` tells whether the store answers."""

    async def healthz(_: Request) -> Response:
        return _json({"status": "ok"})

    async def readyz(_: Request) -> Response:
        if await ready():
            return _json({"status": "ready"})
        return _json({"status": "unavailable"}, 503, {"retry-after": "2"})

    async def page(request: Request) -> Response:
        return HTMLResponse(_PAGE.replace("PORT", str(request.url.port or 80)))

    return [
        # The endpoint is an ASGI application of its own and answers every method.
        Route("/graphql", graphql),
        WebSocketRoute("/graphql", graphql),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/", page),
    ]


def _json(body: dict[str, str], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), status, headers, "application/json")

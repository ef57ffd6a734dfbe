"""Puts the face together: a store, the schema made of its model, and what is known of documents."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph_service.api.completion.completed import PassThrough
from graph_service.api.completion.ordinary import read_field, type_of
from graph_service.api.documents import Documents
from graph_service.api.extension import Answering
from graph_service.api.limits import Limits
from graph_service.api.queries import Described, ServiceInfos, ServiceLimits
from graph_service.api.service import Service, resolve_root
from graph_service.api.types.build import Resolvers, build_schema
from graph_service.insights.insight import Insight
from graph_service.insights.table import INSIGHTS, OPTIONS
from graph_service.stores.port import Store


def open_service(
    store: Store,
    kind: str,
    *,
    limits: Limits,
    today: Callable[[], str],
    data_date: str | None = None,
    insights: Sequence[Insight] = INSIGHTS,
    options: Mapping[str, Any] = OPTIONS,
) -> Service:
    """`kind` names the store for `serviceInfo`; `data_date` overrides the store's own.

    `insights` are the questions that may be asked, `options` the settings that they heed.
    """
    model = store.model
    resolvers = Resolvers(
        root=resolve_root,
        field=read_field,
        type_of=type_of,
        described=Described(model),
        service_info=ServiceInfos(model, kind),
        service_limits=ServiceLimits(limits),
    )
    schema = build_schema(
        model, resolvers=resolvers, insights=insights, extensions=[Answering], execution_context_class=PassThrough
    )
    documents = Documents(model, schema._schema, limits, insights)
    return Service(model, store, schema, documents, today, data_date, options)

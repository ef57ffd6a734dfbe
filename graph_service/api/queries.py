"""What the service says of itself: `model`, `serviceInfo`, `serviceLimits`.  Completed the ordinary way."""

import asyncio
from typing import Any

from graphql import GraphQLResolveInfo

from graph_service import __version__
from graph_service.api.described import LabelCount, Model, ServiceInfo, ServiceLimit, Text, described
from graph_service.api.limits import Limits
from graph_service.api.service import Operation, Service, unexpected
from graph_service.api.types.scalars import Date
from graph_service.model.graph import GraphModel, Kind
from graph_service.plan.ir import ALWAYS_TRUE, Ever, Listing, Plan, Shape, Slot


class Described:
    """The model in words, made once and only if somebody asks."""

    def __init__(self, model: GraphModel) -> None:
        self._model = model
        self._made: Model | None = None

    def __call__(self, _info: GraphQLResolveInfo[Any]) -> Model:
        if self._made is None:
            self._made = described(self._model)
        return self._made


def counts(model: GraphModel) -> tuple[tuple[str, Plan], ...]:
    """For each label the plan that counts its nodes, of all days."""
    day = Slot(0, Kind.DATE)
    return tuple(
        (
            label.name,
            Plan(
                Listing((label.name,), Ever(), ALWAYS_TRUE, (), None, Shape((label.name,)), rows=False, total=True),
                day,
                None,
                (day,),
            ),
        )
        for label in model.labels
    )


class ServiceInfos:
    """Where the service stands.  `kind` is the store's: embedded or neo4j."""

    def __init__(self, model: GraphModel, kind: str) -> None:
        self._kind = kind
        self._counts = counts(model)

    async def __call__(self, info: GraphQLResolveInfo[Any]) -> ServiceInfo:
        operation: Operation = info.context
        try:
            return await self._info(operation.service)
        except Exception as error:
            raise unexpected(error) from None

    async def _info(self, service: Service) -> ServiceInfo:
        head = (await service.store.history(limit=0)).head
        asked = (self._count(service, plan) for _, plan in self._counts)
        totals = await asyncio.gather(*asked)
        return ServiceInfo(
            version=__version__,
            store=self._kind,
            revision=head.revision,
            data_date=Date(day) if (day := service.data_date or head.data_date) else None,
            labels=[
                LabelCount(label=label, count=total) for (label, _), total in zip(self._counts, totals, strict=True)
            ],
        )

    async def _count(self, service: Service, plan: Plan) -> int:
        answer: Any = await service.store.answer(plan, [service.today()])
        return int(answer.cell[1])


class ServiceLimits:
    """The limits that hold."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def __call__(self, _info: GraphQLResolveInfo[Any]) -> list[ServiceLimit]:
        return [
            ServiceLimit(name=en, title=Text(en=en, zh=zh), value=value) for en, zh, value in self._limits.published()
        ]

"""What Prometheus is told: counts and times.  Labels are names of ours alone, so that there are few of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from graph_service.api.trace import STAGES, Trace

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
Figures = Mapping[tuple[str, str], int]


class Metrics:
    """Counted while requests are answered; what others count is looked at when somebody asks."""

    def __init__(self, standing: "Standing", worker: int = 0) -> None:
        """`worker`: which of several processes this is, which then stands beside every figure; 0 for one alone."""
        registry = self._registry = CollectorRegistry()
        self._told: Any = _OfWorker(registry, str(worker)) if worker else registry
        self._standing = standing
        requests = Counter(
            "graph_service_requests", "Requests answered.", ["route", "status"], registry=registry)
        errors = Counter("graph_service_errors", "Errors told to callers.", ["code"], registry=registry)
        seconds = Histogram(
            "graph_service_request_seconds", "From the head of a request to its reply.", ["route"],
            buckets=BUCKETS, registry=registry)
        stages = Histogram(
            "graph_service_stage_seconds", "Stages of GraphQL requests.", ["stage"], buckets=BUCKETS,
            registry=registry)
        self._requests: Any = _Kept(requests.labels)
        self._seconds: Any = _Kept(seconds.labels)
        self._errors: Any = _Kept(errors.labels)
        self._stages = [(name, stages.labels(name).observe) for name in STAGES]
        ProcessCollector(namespace="graph_service", registry=registry)
        registry.register(standing)

    def count(self, route: str, status: int, seconds: float, codes: tuple[str, ...], trace: Trace | None) -> None:
        """One request was answered."""
        self._requests[route, str(status)].inc()
        self._seconds[route,].observe(seconds)
        for code in codes:
            self._errors[code,].inc()
        if trace is not None:
            self._standing.revision = max(self._standing.revision, trace.revision)
            for name, observe in self._stages:
                took = getattr(trace, name)
                if took:
                    observe(took)

    def text(self) -> bytes:
        """All of it, in Prometheus's own format."""
        return generate_latest(self._told)


@dataclass(frozen=True, slots=True)
class _OfWorker:
    """Every process counts for itself, and who asks reaches one of them: without its number, counters would fall."""

    registry: CollectorRegistry
    worker: str

    def collect(self) -> Iterator[Any]:
        for family in self.registry.collect():
            family.samples = [
                one._replace(labels={**one.labels, "worker": self.worker}) for one in family.samples]
            yield family


class _Kept(dict[tuple[str, ...], Any]):
    """Series by their labels: finding one in the library takes longer than counting."""

    def __init__(self, make: Callable[..., Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, labels: tuple[str, ...]) -> Any:
        found = self[labels] = self._make(*labels)
        return found


class Standing:
    """Gauges and counters that others keep, read when somebody asks."""

    def __init__(self, caches: Callable[[], Figures], pool: Callable[[], Mapping[str, int]] | None = None) -> None:
        """`caches` gives look-ups by cache and result, `pool` a store's connections by state, where it has some."""
        self.revision = 0
        self.up: bool | None = None
        """Whether the store answered when last asked; None before."""
        self._caches = caches
        self._pool = pool or dict

    def collect(self) -> Iterator[Any]:
        yield GaugeMetricFamily("graph_service_revision", "Latest revision that was read.", self.revision)
        if self.up is not None:
            yield GaugeMetricFamily("graph_service_store_up", "Whether the store answered last.", int(self.up))
        caches = CounterMetricFamily(
            "graph_service_cache", "Look-ups of known documents and plans.", labels=["cache", "result"])
        for labels, value in self._caches().items():
            caches.add_metric(list(labels), value)
        yield caches
        pool = GaugeMetricFamily("graph_service_pool", "Connections to the database.", labels=["state"])
        for state, value in self._pool().items():
            pool.add_metric([state], value)
        yield pool

"""Several processes that serve one port: started, watched, started anew when one dies, and ended together.

They share one listening socket, so that a connection that a dead one has not taken yet is taken by another.
"""

import logging
import multiprocessing
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from graph_service.errors import BadSetting, ServiceError

Work = Callable[[int, socket.socket, Callable[[], None]], None]
"""Serves as the worker of a number, from 1, and says when it does; returns when it was told to end."""
SECONDS_TO_END = 15.0
"""Ten for requests, and some to let the database go."""
PAUSE = 1.0
"""Seconds between two starts of a worker that dies at once."""
log = logging.getLogger(__name__)


def listening(host: str, port: int) -> socket.socket:
    """Where workers listen.  Leaves with a code of its own, as one server alone does, where the address will not do."""
    try:
        # One that listens already has the port for itself.
        return socket.create_server((host, port), family=_family(host), backlog=2048)
    except OSError as wrong:
        log.error("nothing can be served there: %s", type(wrong).__name__)
        sys.exit(1)


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


@dataclass(eq=False, slots=True)
class _Worker:
    number: int
    process: SpawnProcess
    telling: Connection
    began: float
    started: bool = False


class Workers:
    """`count` processes at `work`; the first one serves before the others are started, and may prepare the store."""

    def __init__(self, count: int, listens: socket.socket, work: Work) -> None:
        self._count = count
        self._listens = listens
        self._work = work
        self._running: dict[int, _Worker] = {}
        self._not_before: dict[int, float] = {}
        self._all_stand = False

    def run(self, ready: Callable[[], None]) -> None:
        """Until SIGTERM or SIGINT, which is raised once more when all have ended; `ready` when all serve.

        Raises BadSetting or leaves with its code when one cannot start at all.
        """
        with _signals() as (told, number):
            try:
                while not self._step(told, ready):
                    pass
            finally:
                self._end()
        if number:
            signal.raise_signal(number[0])

    def _step(self, told: socket.socket, ready: Callable[[], None]) -> bool:
        """Start whom it is time for, and heed what happens next; whether this is the end."""
        self._start_missing()
        happened = wait([told, *self._watched()], self._patience())
        for worker in list(self._running.values()):
            if worker.telling in happened:
                self._heed(worker, ready)
            if worker.process.sentinel in happened:
                self._bury(worker)
        return told in happened

    def _start_missing(self) -> None:
        first = self._running.get(1)
        wanted = self._count if self._all_stand or (first is not None and first.started) else 1
        for number in range(1, wanted + 1):
            if number not in self._running and self._not_before.get(number, 0.0) <= time.monotonic():
                self._start(number)

    def _start(self, number: int) -> None:
        hearing, telling = multiprocessing.Pipe(duplex=False)
        # A new interpreter, not a copy of this one: nothing that is open here is open there.
        process = multiprocessing.get_context("spawn").Process(
            target=_worker, args=(self._work, number, self._listens, telling), name=f"worker {number}")
        process.start()
        telling.close()
        log.info("a worker starts", extra={"told": {"worker": number, "process": process.pid}})
        self._running[number] = _Worker(number, process, hearing, time.monotonic())

    def _watched(self) -> Iterator[Any]:
        for worker in self._running.values():
            yield worker.process.sentinel
            if not worker.started:
                yield worker.telling

    def _patience(self) -> float | None:
        due = [at for number, at in self._not_before.items() if number not in self._running]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _heed(self, worker: _Worker, ready: Callable[[], None]) -> None:
        try:
            refused = worker.telling.recv()
        except EOFError:
            return  # it has died, which its sentinel tells as well
        if refused is not None:
            en, zh, argument = refused
            raise BadSetting(en, zh, argument=argument)
        worker.started = True
        if not self._all_stand and sum(one.started for one in self._running.values()) == self._count:
            self._all_stand = True
            ready()

    def _bury(self, worker: _Worker) -> None:
        del self._running[worker.number]
        worker.process.join()
        worker.telling.close()
        code = worker.process.exitcode
        log.warning("a worker ended", extra={"told": {"worker": worker.number, "exit": code}})
        if not self._all_stand and not worker.started:
            sys.exit(1)
        self._not_before[worker.number] = worker.began + PAUSE

    def _end(self) -> None:
        self._listens.close()
        for worker in self._running.values():
            worker.process.terminate()
        deadline = time.monotonic() + SECONDS_TO_END
        for worker in self._running.values():
            worker.process.join(max(0.0, deadline - time.monotonic()))
            if worker.process.is_alive():
                log.error("a worker did not end", extra={"told": {"worker": worker.number}})
                worker.process.kill()
                worker.process.join()


def _worker(work: Work, number: int, listens: socket.socket, telling: Connection) -> None:
    """The process of one worker."""
    try:
        work(number, listens, partial(telling.send, None))
    except ServiceError as refused:
        telling.send((refused.en, refused.zh, refused.argument))


@contextmanager
def _signals() -> Iterator[tuple[socket.socket, list[int]]]:
    """A socket that can be read from when one came, and which; what they did before stands again afterwards."""
    told, telling = socket.socketpair()
    came: list[int] = []

    def note(number: int, _: object) -> None:
        came.append(number)
        telling.send(b".")

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with told, telling:
            yield told, came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def orphaned() -> bool:
    """Whether this is a worker whose service has died: nobody would ever end it."""
    service = multiprocessing.parent_process()
    return service is not None and not service.is_alive()

"""What one request took, stage by stage.  It holds times and numbers, nothing that a client wrote."""

from dataclasses import dataclass

STAGES = ("parse", "plan", "store", "project")


@dataclass(slots=True)
class Trace:
    """Seconds of each stage, 0 for one that it never came to.

    `parse` is finding the document or reading, measuring and validating it; `plan` its variables and plans; `store`
    all that waits for the store; `project` the writing of the answer.  `revision` is the latest that was read.
    """

    parse: float = 0.0
    plan: float = 0.0
    store: float = 0.0
    project: float = 0.0
    revision: int = 0

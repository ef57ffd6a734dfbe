"""The pass-through: graphql-core takes a finished value as it is instead of walking it field by field."""

from dataclasses import dataclass
from typing import Any

from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext


@dataclass(frozen=True, slots=True)
class Finished:
    """An answer that needs no completing.  No dict and no list, so that nothing takes it for one."""

    value: Any


class PassThrough(StrawberryGraphQLCoreExecutionContext):
    """Derives from Strawberry's own context, which swallows arguments of its own."""

    def complete_value(self, *args: Any, **more: Any) -> Any:
        # graphql-core 3.2 and 3.3: return type, field nodes, info, path, result.
        result = args[4] if len(args) > 4 else more.get("result")
        if isinstance(result, Finished):
            return result.value
        return super().complete_value(*args, **more)

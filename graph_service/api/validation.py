"""Validation as the specification has it, for a bounded price."""

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OverlappingFieldsCanBeMergedRule,
    ValidationContext,
    specified_rules,
    validate,
)

from graph_service.api.errors import from_document, located
from graph_service.errors import LimitExceeded

STEPS = 30_000
"""graphql-core compares fields of one response key pair by pair: its own 500,000 hold a core for two seconds.
A document of 60 fragments of three fields each, spread at one place, takes 20,000."""
_ABORTED = "Validation aborted."


class _Overlapping(OverlappingFieldsCanBeMergedRule):
    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = STEPS


_RULES = tuple(_Overlapping if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules)


def validated(schema: GraphQLSchema, document: DocumentNode) -> tuple[GraphQLError, ...]:
    """What does not fit the schema; nothing if the document is valid."""
    return tuple(map(_coded, validate(schema, document, _RULES, max_errors=20)))


def _coded(error: GraphQLError) -> GraphQLError:
    if error.message != _ABORTED:
        return from_document(error)
    return located(LimitExceeded("steps of validation", STEPS, STEPS + 1, "校验步数"))

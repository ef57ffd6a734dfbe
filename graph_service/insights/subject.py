"""The node that a question is about: it has to be there, and to stand on the day."""

from collections.abc import Mapping
from typing import Any

from graph_service.errors import BadArgument
from graph_service.insights.insight import Given


class Unknown(BadArgument):
    """No node has the id, or none that rests on the bases asked for."""

    code = "BAD_ID"

    def __init__(self, argument: str, key: str) -> None:
        super(BadArgument, self).__init__(
            f"{argument}: nothing has the id {key}, or nothing on the bases asked for.",
            f"{argument}：没有标识为 {key} 的节点，或其依据不在所列范围内。",
            argument=argument,
            subjects=(key,),
        )


def known(found: Mapping[str, Any] | None, given: Given, argument: str = "of") -> Mapping[str, Any]:
    """The record of the node that an argument names.  Raises Unknown."""
    if found is None:
        raise Unknown(argument, given[argument])
    return found


def standing(found: Mapping[str, Any] | None, given: Given, argument: str = "of") -> Mapping[str, Any]:
    """The same; it has to stand on the day: asked for with `name since until inForce`, without dates always.

    Raises Unknown, and BadArgument naming its dates.
    """
    node = known(found, given, argument)
    if node["inForce"]:
        return node
    begun, ended = node.get("since"), node.get("until")
    en = " and ".join(part for part in (f"since {begun}" if begun else "", f"before {ended}" if ended else "") if part)
    zh = "、".join(part for part in (f"自 {begun} 起" if begun else "", f"至 {ended} 前" if ended else "") if part)
    raise BadArgument(
        f"{argument}: {node['name']} stands {en}, not on {given.day}; give an asOf within that time.",
        f"{argument}：{node['name']}{zh}存续，{given.day} 不在其存续期内；请给出存续期内的 asOf。",
        argument=argument,
        subjects=(node["id"],),
    )

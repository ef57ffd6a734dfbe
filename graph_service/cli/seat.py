"""A post in words: who holds it, since when, and which post it goes with.  Not recorded is never called vacant."""

from collections.abc import Mapping
from typing import Any

from graph_service.cli.tongue import Tongue
from graph_service.insights.saying import since
from graph_service.model.graph import Words

Seat = Mapping[str, Any]


def role(seat: Seat, tongue: Tongue) -> str:
    return tongue.choice("Role", seat["role"])


def held(seat: Seat, tongue: Tongue) -> str:
    """Who holds it; else that it is vacant and for how long, or not recorded, and who acts."""
    if seat["holder"]:
        return str(seat["holder"]["name"])
    said = tongue.choice("Holding", seat["holding"])
    days, acting = seat["daysVacant"], seat["acting"]
    if days is not None:
        en, zh = ("about ", "约") if seat["daysApproximate"] else ("", "")
        said += tongue(Words(f" for {en}{days} days", f"{zh}{days}天"))
    if acting:
        said += tongue(Words(f"; {acting['name']} acts", f"，{acting['name']}主持工作"))
    return said


def held_since(seat: Seat, tongue: Tongue) -> str:
    """Since when its holder is known to hold it; nothing without one."""
    return tongue(since(seat)) if seat["holder"] else ""


def goes_with(seat: Seat, tongue: Tongue) -> str:
    """The post that it goes with, and that post's holder where it is not the seat's."""
    post, other = seat["follows"], seat["followsHolder"]
    if not post:
        return ""
    if not other or other == seat["holder"]:
        return str(post["name"])
    return tongue(Words(f"{post['name']} ({other['name']})", f"{post['name']}（{other['name']}）"))


def posted(seat: Seat, tongue: Tongue) -> str:
    """All of it in one line."""
    post = goes_with(seat, tongue)
    goes = tongue(Words(f"goes with {post}", f"随任于{post}")) if post else ""
    parts = [held(seat, tongue), held_since(seat, tongue), goes]
    colon, comma = (": ", ", ") if tongue.english else ("：", "，")
    return f"{role(seat, tongue)}{colon}{comma.join(part for part in parts if part)}"

"""Whom to call on somewhere: the person himself, a post's holder, or who leads a body; else who acts; else nobody,
because the post is vacant or not recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.insights.answer import Sentence, ref
from graph_service.insights.form import Form, Many, One
from graph_service.insights.insight import Ref
from graph_service.insights.posts import leading
from graph_service.insights.telling import told
from graph_service.model.relationships import POST_PLACES

_FILLED = {"holder": One(Form("Cadre", "name")), "actingHolder": One(Form("Cadre", "name"))}
CALLED = Form(
    "Named", "name nameKey",
    only={
        " ".join(POST_PLACES): Form("PostPlace", "", {"posts": Many(Form("Post", "name role rank holding", _FILLED))}),
        "Post": Form("Post", "role rank holding", _FILLED),
    },
)
"""What `call` needs to know of any node."""


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call on. | 可联系的人。"""

    person: Ref | None = told("The holder, else who acts; null if the post is vacant or not recorded. | "
        "任职人，否则主持工作人；空缺或未登记时为空。", at="Cadre")
    post: Ref | None = told("By which post; null for a person who is reached as such, and where no post is recorded. | "
        "凭何岗位；本人或未登记岗位时为空。", at="Post")
    holding: str | None = told("How that post is filled. | 岗位任职状态。", enumeration="Holding")
    acting: bool = told("Whether the person acts without holding the post. | 是否为主持工作。")
    sentence: Sentence = told("In words. | 一句话。")


def call(node: Mapping[str, Any]) -> Call | None:
    """Whom to call on at a record of `CALLED`; None where no post can be: at a project, a county, an enterprise."""
    if node["label"] == "Cadre":
        return Call(ref(node), None, None, False, Sentence(f"call on {node['name']}", f"可联系{node['name']}"))
    if node["label"] not in (*POST_PLACES, "Post"):
        return None
    post = node if node["label"] == "Post" else leading(node["label"], node["posts"])
    if post is None:
        said = Sentence("whom to call on: not recorded", "可联系的人未登记")
        return Call(None, None, "NOT_RECORDED", False, said)
    return _by_post(post)


def _by_post(post: Mapping[str, Any]) -> Call:
    person = post["holder"] or post["actingHolder"]
    acting = post["holder"] is None and person is not None
    if person is None:
        en, zh = ("vacant", "空缺") if post["holding"] == "VACANT" else ("not recorded", "未登记")
        said = Sentence(f"{post['name']}: {en}", f"{post['name']}{zh}")
    else:
        en, zh = (" (acting)", "（主持工作）") if acting else ("", "")
        said = Sentence(
            f"call on {person['name']}, {post['name']}{en}", f"可联系{post['name']}{person['name']}{zh}"
        )
    return Call(None if person is None else ref(person), ref(post), post["holding"], acting, said)

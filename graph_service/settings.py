"""What can be set, as one declaration: by environment (`GRAPH_SERVICE_…`), or by a file; the environment wins."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, JsonValue, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from graph_service.errors import BadSetting

PREFIX = "GRAPH_SERVICE_"
CONFIG = f"{PREFIX}CONFIG"
FILE = "graph-service.toml"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text).isoformat()


def _spelled(value: object) -> object:
    """A date of a TOML file as text."""
    return value.isoformat() if isinstance(value, date) else value


def _pairs(value: object) -> object:
    """`PROJECT=90, SPONSOR=5` of an environment variable as a mapping; a table of a TOML file as it is."""
    if not isinstance(value, str):
        return value
    pairs = [pair.partition("=") for pair in value.split(",")]
    names = [name.strip() for name, _, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError(value)
    return {name: weight.strip() for name, (_, _, weight) in zip(names, pairs, strict=True)}


_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-f:]+\](:[0-9]{1,5})?")


def _origins(value: object) -> object:
    """`https://a.example, https://b.example` of an environment variable as a list."""
    found = value.split(",") if isinstance(value, str) else value
    if not isinstance(found, list | tuple):
        raise ValueError(value)
    origins = tuple(str(one).strip() for one in found)
    if not all(_ORIGIN.fullmatch(one) for one in origins):
        raise ValueError(value)
    return origins


Day = Annotated[str, BeforeValidator(_spelled), AfterValidator(_day)]
Seconds = Annotated[float, Field(gt=0, le=3600)]
Weights = Annotated[
    Mapping[Annotated[str, Field(min_length=1)], Annotated[int, Field(ge=0, le=10_000)]],
    BeforeValidator(_pairs), NoDecode,
]
Origins = Annotated[tuple[str, ...], BeforeValidator(_origins), NoDecode]


def _setting(default: Any, about: str, about_zh: str, mend: str, mend_zh: str, **limits: Any) -> Any:
    """One row: the default, what it is for, and what to write."""
    said: dict[str, JsonValue] = {"aboutZh": about_zh, "mend": mend, "mendZh": mend_zh}
    return Field(default, description=about, json_schema_extra=said, **limits)


def _number(default: int, least: int, most: int, about: str, about_zh: str) -> Any:
    return _setting(default, about, about_zh, f"write a whole number from {least} to {most}",
        f"请填写 {least} 至 {most} 的整数", ge=least, le=most)


def _seconds(default: float, about: str, about_zh: str) -> Any:
    return _setting(default, about, about_zh, "write seconds, more than 0 and at most 3600",
        "请填写大于 0、不超过 3600 的秒数")


class Settings(BaseSettings):
    """Everything that can be set; the variable is the name in capitals behind `GRAPH_SERVICE_`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    store: str = _setting("embedded:var/graph.db",
        "Where the graph is kept: `embedded:PATH`, `memory:`, `neo4j://HOST` or `bolt://HOST`; no secret in it.",
        "图数据的存储位置：`embedded:路径`、`memory:`、`neo4j://主机` 或 `bolt://主机`；不得含密码。",
        "write the URL of a store", "请填写存储地址", min_length=1)
    neo4j_user: str | None = _setting(None,
        "User of the Neo4j server; without one, no authentication.", "Neo4j 用户名；不填则不认证。",
        "write a user name", "请填写用户名", min_length=1)
    neo4j_password: SecretStr | None = _setting(None,
        "Password of that user; never printed.", "该用户的密码；不会被打印。", "write the password", "请填写密码")
    neo4j_database: str = _setting("neo4j",
        "Database on the Neo4j server.", "Neo4j 服务器上的数据库名。",
        "write the name of a database", "请填写数据库名", min_length=1)
    host: str = _setting("127.0.0.1",
        "Address to listen on.", "监听地址。", "write an address or a host name", "请填写地址或主机名", min_length=1)
    port: int = _number(8000, 0, 65535, "Port to listen on; 0 takes a free one.", "监听端口；0 为任一空闲端口。")
    workers: int = _number(1, 1, 64,
        "Processes that serve the port; more than one needs a Neo4j server.",
        "监听同一端口的进程数；多于一个时须使用 Neo4j。")
    connection_limit: int = _number(4000, 1, 100_000,
        "Connections of a process at the most; beyond them the one awaited for longest makes room.",
        "单个进程最多连接数；超出时关闭等待最久的连接。")
    data_date: Day | None = _setting(None,
        "The day that answers hold on unless asked otherwise, instead of the store's own.",
        "默认查询日期，取代存储中的资料日期。", "write a day as 2020-11-12", "请填写形如 2020-11-12 的日期")
    body_limit: int = _number(256 * 1024, 1024, 16 * 1024 * 1024,
        "Bytes of a request at the most.", "请求体最大字节数。")
    token_limit: int = _number(2000, 1, 100_000, "Tokens of a document at the most.", "查询文档最多词法单元数。")
    depth_limit: int = _number(20, 1, 100, "Nested selections of a document at the most.", "查询文档最大嵌套深度。")
    root_field_limit: int = _number(20, 1, 1000, "Root fields of a document at the most.", "查询文档最多根字段数。")
    alias_limit: int = _number(30, 0, 10_000, "Aliases of a document at the most.", "查询文档最多别名数。")
    field_limit: int = _number(1000, 1, 100_000,
        "Fields of a document, its fragments opened, at the most.", "展开片段后查询文档最多字段数。")
    relation_limit: int = _number(60, 1, 10_000,
        "Relation fields and conditions of an operation at the most.", "单次操作最多关系字段与关系条件数。")
    cost_limit: int = _number(50_000, 1, 100_000_000,
        "Rows that an operation may usually cost, by the declared widths of its relations.",
        "单次操作按各关系常见宽度预计的最多行数。")
    value_limit: int = _number(20, 1, 40,
        "Levels of objects and lists in one value at the most.", "单个输入值最大嵌套层数。")
    object_limit: int = _number(1000, 1, 100_000,
        "Objects and lists in all variables at the most.", "变量中对象与列表的最大总数。")
    request_deadline: Seconds = _seconds(5.0, "Seconds within which a request is answered.", "单个请求的时限（秒）。")
    receive_deadline: Seconds = _seconds(5.0,
        "Seconds within which a whole request must have come in.", "收齐单个请求的时限（秒）。")
    store_deadline: Seconds = _seconds(4.0, "Seconds within which the store answers.", "存储应答的时限（秒）。")
    pool_deadline: Seconds = _seconds(2.0,
        "Seconds to wait for a connection to the Neo4j server.", "等待 Neo4j 连接的时限（秒）。")
    allowed_origins: Origins = _setting((),
        "Web origins whose pages may read answers (CORS), separated by commas; none by default.",
        "允许读取结果的网页来源（CORS），以逗号分隔；默认无。",
        "write origins as https://board.example, separated by commas, or as a list in the file",
        "请填写形如 https://board.example 的来源，以逗号分隔；文件中写为列表")
    log_level: Literal["debug", "info", "warning", "error"] = _setting("info",
        "How much is logged.", "日志级别。",
        "write debug, info, warning or error", "请填写 debug、info、warning 或 error")
    cooperation_weights: Weights = _setting({},
        "What each ground of cooperation weighs when teams are put in order, where other than: PROJECT "
        "100, COOPERATIVE 80, PARK 80, BRAND 80, LINK 60, VILLAGE 60, NEED 45, DUTIES 40, INDUSTRY_IN_TOWNSHIP 35, "
        "INDUSTRY_IN_COUNTY 25, SPONSOR 20, CHARGE 15; BRANCH 10 for a common branch beside a ground.",
        "排序时各合作依据的权重，只需填写与默认不同者；默认依次为 100、80、80、80、60、60、45、40、35、25、20、15，"
        "同属一个党支部（BRANCH）另加 10。",
        "write grounds with whole numbers from 0 to 10000, as PROJECT=90,SPONSOR=5, or as a table in the file",
        "请填写依据及 0 至 10000 的整数，如 PROJECT=90,SPONSOR=5；文件中写为表")
    seeds: Path = _setting(Path("seeds"),
        "The folder with the seeds' folders.", "种子数据所在文件夹。", "write the path of a folder", "请填写文件夹路径")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the file, whose values are handed in; nothing else is looked at."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


@dataclass(frozen=True, slots=True)
class Declared:
    """One row of the declaration, for documentation."""

    name: str
    variable: str
    default: str
    about: str
    about_zh: str
    mend: str
    mend_zh: str


def declared() -> Iterator[Declared]:
    """Every setting in its order."""
    for name, field in Settings.model_fields.items():
        extra = field.json_schema_extra
        said = {key: str(value) for key, value in extra.items()} if isinstance(extra, dict) else {}
        default = "" if field.default in (None, {}, ()) else str(field.default)
        yield Declared(name, PREFIX + name.upper(), default, field.description or "", said["aboutZh"], said["mend"],
            said["mendZh"])


def read_settings(*, host: str | None = None, port: int | None = None, workers: int | None = None) -> Settings:
    """The settings of this process; the options of a command, as far as given, win over all.

    Raises BadSetting naming every wrong variable with its mend.  Relative paths are relative to the working folder.
    """
    variables = {row.variable for row in declared()} | {CONFIG}
    _refuse_unknown([name for name in os.environ if name.startswith(PREFIX)], variables)
    try:
        found = Settings(**_file())
    except ValidationError as wrong:
        raise _refused(wrong) from None
    options = {"host": host, "port": port, "workers": workers}
    return found.model_copy(update={name: value for name, value in options.items() if value is not None})


def _file() -> Mapping[str, Any]:
    named = os.environ.get(CONFIG)
    path = Path(named or FILE)
    if not named and not path.is_file():
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise BadSetting(f"{path} cannot be read ({wrong}); mend the file, or {CONFIG}.",
            f"无法读取 {path}（{wrong}）；请修正该文件或 {CONFIG}。", argument=CONFIG) from None
    _refuse_unknown(said, set(Settings.model_fields), where=f"{path}: ")
    return said


def _refuse_unknown(names: Iterable[str], known: Set[str], *, where: str = "") -> None:
    if unknown := sorted(set(names) - known):
        listed = ", ".join(unknown)
        meant = get_close_matches(unknown[0], known, 1) or sorted(known)
        raise BadSetting(
            f"{where}{listed}: there is no such setting; take it away, or write {' or '.join(meant)}.",
            f"{where}{listed}：没有此设置；请删除，或改用 {'、'.join(meant)}。",
            argument=unknown[0],
        )


def _refused(wrong: ValidationError) -> BadSetting:
    rows = {row.name: row for row in declared()}
    broken = [rows[str(fault["loc"][0])] for fault in wrong.errors(include_input=False) if fault["loc"]]
    return BadSetting(
        "; ".join(f"{row.variable}: not a value for this; {row.mend}" for row in broken) + ".",
        "；".join(f"{row.variable}：取值无效，{row.mend_zh}" for row in broken) + "。",
        argument=broken[0].variable if broken else "",
    )

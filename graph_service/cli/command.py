"""The commands and their options.  What a command does stands in its own module, loaded when it is run."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from graph_service import __version__
from graph_service.cli import say, upkeep
from graph_service.cli.questions import Questions
from graph_service.errors import ServiceError

USAGE = 2
EXAMPLES = """
\b
Examples 示例:
  graph-service seed                          load all of seeds/ 载入全部种子数据
  graph-service seed yixian --stated-only     what the report states 只载入载明事实
  graph-service serve --port 9000             serve GraphQL 启动服务
  graph-service query '{ county(code: "210727") { name } }'
  graph-service ask chain 前杨镇沙河子村       whom a village's team answers to 向谁汇报
  graph-service query @page.graphql --variables '{"code": "210727"}'

\b
Settings: GRAPH_SERVICE_… and graph-service.toml 设置来自环境变量与配置文件
Exit codes 退出码: 0 done 完成, 1 refused or failed 被拒或失败, 2 wrong usage 用法有误
"""
QUESTIONS = """
\b
Examples 示例:
  graph-service ask chain 前杨镇沙河子村
  graph-service ask way 赵强 大榆树堡镇 --via CHAIN --via CHARGE
  graph-service ask cooperating 富有台村 --json

\b
A name, a path of names, pinyin, a division code or an id 可用名称、路径、拼音、区划代码或标识
"""

app = typer.Typer(
    help="A GraphQL API over one dated graph of village-stationed work teams. 驻村工作组织图谱服务。",
    epilog=EXAMPLES, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
)
seeds = typer.Typer(help="Look after the seeds · 种子数据", no_args_is_help=True, rich_markup_mode=None)
schema = typer.Typer(help="Files written from the model, and what a store needs · 模型生成文件",
    no_args_is_help=True, rich_markup_mode=None)
ask = typer.Typer(cls=Questions, help="Ask a question by names, and read the answer · 按名称提问，输出表格",
    epilog=QUESTIONS, no_args_is_help=True, rich_markup_mode=None)
app.add_typer(ask, name="ask")
app.add_typer(seeds, name="seeds")
app.add_typer(schema, name="schema")
upkeep.add_to(app)

Folder = Annotated[Path, typer.Option(help="Folder of the written files. 生成文件所在文件夹。")]
SCHEMA = Path("schema")


def run(arguments: Sequence[str]) -> int:
    """Run a command; the exit code.  An error is one message in two languages, never a traceback."""
    try:
        app(list(arguments), prog_name="graph-service")
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
        if code == USAGE and arguments:
            say.usage()
        return code
    except ServiceError as refused:
        say.refused(refused)
        return USAGE if isinstance(refused, say.Usage) else 1
    except KeyboardInterrupt:
        return 130
    except Exception as unexpected:
        say.unexpected(unexpected)
        return 1
    return 0


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"graph-service {__version__}\n")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version. 版本号。")
    ] = False,
) -> None:
    """What stands before every command; `--version` is done by its callback."""
    del version


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on. 监听地址。")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on. 监听端口。", min=0, max=65535)] = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes that serve it, on a Neo4j. 进程数（须用 Neo4j）。", min=1, max=64)
    ] = None,
    seed_if_empty: Annotated[
        bool, typer.Option("--seed-if-empty", help="Load the seeds first if the store is empty. 存储为空时先载入种子。")
    ] = False,
) -> None:
    """Serve GraphQL over HTTP · 启动 GraphQL 服务"""
    from graph_service.cli import serving  # noqa: PLC0415  loaded when it is run

    serving.serve(host, port, workers, seed_if_empty=seed_if_empty)


@app.command()
def seed(
    folders: Annotated[
        list[str] | None, typer.Argument(help="Folders, or names of folders in seeds/. 文件夹或 seeds/ 下的名称。")
    ] = None,
    stated_only: Annotated[bool, typer.Option("--stated-only", help="Leave example data out. 不含示例数据。")] = False,
) -> None:
    """Load seeds into the store; a second time changes nothing · 载入种子数据（可重复执行）"""
    from graph_service.cli import seeding  # noqa: PLC0415

    seeding.seed(folders or [], stated_only=stated_only)


@seeds.command()
def check() -> None:
    """Prove the seeds' invariants, and print what the reports leave open · 检验种子数据并列出未明事项"""
    from graph_service.cli import seeding  # noqa: PLC0415

    if not seeding.check():
        raise typer.Exit(1)


@schema.command("write")
def schema_write(folder: Folder = SCHEMA) -> None:
    """Write schema/ from the model · 由模型生成 schema/"""
    from graph_service.cli import written  # noqa: PLC0415

    written.write(folder)


@schema.command("check")
def schema_check(folder: Folder = SCHEMA) -> None:
    """Fail if schema/ no longer says what the model says · 检查 schema/ 是否与模型一致"""
    from graph_service.cli import written  # noqa: PLC0415

    if not written.check(folder):
        raise typer.Exit(1)


@schema.command("apply")
def schema_apply() -> None:
    """Make the constraints and indexes that the store needs · 在存储中建立约束与索引"""
    from graph_service.cli import written  # noqa: PLC0415

    written.apply()


@app.command()
def query(
    document: Annotated[str, typer.Argument(help="A document, @FILE, or - for standard input. 查询文档。")] = "-",
    variables: Annotated[str, typer.Option(help="Variables as a JSON object. JSON 变量。")] = "{}",
) -> None:
    """Answer a document from the store and print the JSON · 查询并输出 JSON"""
    from graph_service.cli import asking  # noqa: PLC0415

    if not asking.ask(document, variables):
        raise typer.Exit(1)

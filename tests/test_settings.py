"""Settings: defaults, what wins, and that a wrong one is named with its mend in both languages."""

from pathlib import Path

import pytest

from graph_service.errors import BadSetting
from graph_service.settings import CONFIG, declared, read_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file and no variable of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for row in declared():
        monkeypatch.delenv(row.variable, raising=False)
    monkeypatch.delenv(CONFIG, raising=False)


def test_without_anything_the_defaults_hold() -> None:
    settings = read_settings()
    assert (settings.store, settings.host, settings.port) == ("embedded:var/graph.db", "127.0.0.1", 8000)
    assert (settings.body_limit, settings.token_limit, settings.depth_limit) == (262_144, 2000, 20)
    assert (settings.root_field_limit, settings.alias_limit, settings.field_limit) == (20, 30, 1000)


def test_the_option_wins_over_the_environment_and_that_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("graph-service.toml").write_text('port = 1\nhost = "::1"\ndata_date = 2020-11-12\ndepth_limit = 7\n')
    monkeypatch.setenv("GRAPH_SERVICE_PORT", "2")
    monkeypatch.setenv("GRAPH_SERVICE_HOST", "0.0.0.0")
    settings = read_settings(port=3, host=None)
    assert (settings.port, settings.host, settings.depth_limit) == (3, "0.0.0.0", 7)
    assert settings.data_date == "2020-11-12"


def test_an_empty_variable_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPH_SERVICE_DATA_DATE", "")
    assert read_settings().data_date is None


@pytest.mark.parametrize(("variable", "value"), [
    ("GRAPH_SERVICE_PORT", "many"),
    ("GRAPH_SERVICE_PORT", "70000"),
    ("GRAPH_SERVICE_DATA_DATE", "2018-02-30"),
    ("GRAPH_SERVICE_DATA_DATE", "20180228"),
    ("GRAPH_SERVICE_REQUEST_DEADLINE", "0"),
    ("GRAPH_SERVICE_LOG_LEVEL", "loud"),
    ("GRAPH_SERVICE_ALLOWED_ORIGINS", "*"),
    ("GRAPH_SERVICE_ALLOWED_ORIGINS", "board.example"),
    ("GRAPH_SERVICE_ALLOWED_ORIGINS", "https://board.example/"),
    ("GRAPH_SERVICE_ALLOWED_ORIGINS", "https://a.example,"),
    ("GRAPH_SERVICE_PRT", "1"),
    ("GRAPH_SERVICE_CONFIG", "nowhere.toml"),
])
def test_a_wrong_setting_is_refused_by_its_name(variable: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSetting) as refused:
        read_settings()
    assert variable in refused.value.en
    assert variable in refused.value.zh
    assert refused.value.argument == variable


def test_origins_are_a_list_in_the_file_and_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().allowed_origins == ()
    Path("graph-service.toml").write_text('allowed_origins = ["https://a.example", "http://[::1]:3000"]\n')
    assert read_settings().allowed_origins == ("https://a.example", "http://[::1]:3000")
    monkeypatch.setenv("GRAPH_SERVICE_ALLOWED_ORIGINS", "https://b.example, http://127.0.0.1:3000")
    assert read_settings().allowed_origins == ("https://b.example", "http://127.0.0.1:3000")


def test_all_wrong_settings_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPH_SERVICE_PORT", "many")
    monkeypatch.setenv("GRAPH_SERVICE_ALIAS_LIMIT", "-1")
    with pytest.raises(BadSetting, match=r"GRAPH_SERVICE_PORT.*GRAPH_SERVICE_ALIAS_LIMIT"):
        read_settings()


@pytest.mark.parametrize("text", ["prt = 1\n", "port = \n", "port = 'x'\n"])
def test_a_wrong_file_is_refused(text: str) -> None:
    Path("graph-service.toml").write_text(text)
    with pytest.raises(BadSetting, match=r"(?i)port|prt|toml"):
        read_settings()


def test_a_secret_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPH_SERVICE_NEO4J_PASSWORD", "sesame-open")
    settings = read_settings(port=1)
    assert "sesame" not in repr(settings) + str(settings)
    assert settings.neo4j_password is not None
    assert settings.neo4j_password.get_secret_value() == "sesame-open"


def test_every_setting_is_said_in_both_languages() -> None:
    for row in declared():
        assert all((row.about, row.about_zh, row.mend, row.mend_zh)), row.name
        assert row.variable == f"GRAPH_SERVICE_{row.name.upper()}"

import json

from sizewise.study import mistakes


def test_a_mistake_is_said_where_the_command_runs(monkeypatch, capsys):
    monkeypatch.delenv(mistakes.HANDED_UP, raising=False)
    mistakes.say("config.yaml: no such size")
    assert capsys.readouterr().err == "sizewise: config.yaml: no such size\n"


def test_it_is_left_to_our_launcher_and_to_no_other(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("TORCHELASTIC_ERROR_FILE", str(tmp_path / "error.json"))
    monkeypatch.delenv(mistakes.HANDED_UP, raising=False)
    mistakes.say("somebody else's launcher")
    assert "somebody else's launcher" in capsys.readouterr().err
    monkeypatch.setenv(mistakes.HANDED_UP, "1")
    mistakes.say("ours")
    assert not capsys.readouterr().err
    assert json.loads((tmp_path / "error.json").read_text())["message"] == "ours"

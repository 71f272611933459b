"""Both columns of the table in docs/python.md send the same, except for one fault of the Python client."""

import json
import re
import subprocess

import pytest
from private_sdk import PrivateAPI

from conftest import KEY, SECRET, program
from spec import ROOT

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
SIGNATURE = {"app_key", "sign", "signature_nonce", "timestamp"}


def python_column():
    table = (ROOT / "docs/python.md").read_text("utf-8").split("| Python | Rust |\n| --- | --- |\n")[1]
    rows = re.match(r"(\|.*\n)+", table).group().splitlines()
    return [row.split("`")[1] for row in rows]


def parsed(text):
    """JSON may be written in more than one way."""
    return json.loads(text) if text.startswith("{") else text


def sent(server):
    """What each call sends, by its path, beside what is new with each call and how a file is labelled."""
    calls = [
        (path, {name: parsed(text) for name, text in fields if name not in SIGNATURE}, [file[3] for file in files])
        for path, fields, files, accepted in server.received if accepted
    ]
    server.received.clear()
    return calls


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "1.png").write_bytes(PNG)
    monkeypatch.chdir(tmp_path)


def test_the_columns_send_the_same(verifying_server, folder):
    construct, *lines = python_column()
    names = {
        "PrivateAPI": PrivateAPI, "json": json,
        "app_key": KEY, "app_secret": SECRET, "endpoint": verifying_server.url,
    }
    names["private"] = eval(construct, names)
    for line in lines:
        eval(line, names)
    python = sent(verifying_server)
    done = subprocess.run(
        [program("python-table-calls"), "--url", verifying_server.url, "--app-key", KEY, "--app-secret", SECRET],
        capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    rust = sent(verifying_server)
    uploads = [[content for _, _, files in column for content in files] for column in (python, rust)]
    assert uploads == [[b"1.png"], [PNG]]  # the path's text in place of the file's content
    assert [call[:2] for call in rust] == [call[:2] for call in python]

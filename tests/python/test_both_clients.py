"""Every call of the platform's Python client: in the spec, sent alike by both clients, and understood by the mock platform.

What differs is listed with its reason in differences.yaml, and nothing that is not."""

import subprocess
from collections import Counter

import pytest
import yaml
from private_sdk import PrivateAPI

import python_client
from conftest import KEY, SECRET, file_content, program
from spec import ROOT

SIGNATURE = {"app_key", "sign", "signature_nonce", "timestamp"}
DIFFERENCES = yaml.safe_load((ROOT / "tests/python/differences.yaml").read_text("utf-8"))


def listed(kind):
    """The differences of a kind, without their reasons."""
    return {tuple(value for key, value in entry.items() if key != "reason") for entry in DIFFERENCES[kind]}


def client_of(url):
    return PrivateAPI(KEY, SECRET, endpoint=url, max_retries=0, timeout=10)


def without_signature(fields):
    return {name: value for name, value in fields if name not in SIGNATURE}


def sent_by_rust(server):
    """What this client sends for each example: the call, the number of the example, path, fields and files."""
    done = subprocess.run(
        [program("conformance-calls"), "--url", server.url, "--app-key", KEY, "--app-secret", SECRET],
        capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    names = [line.split(": ")[0] for line in done.stdout.splitlines()]
    numbers = Counter()
    for name, (path, fields, files, accepted) in zip(names, server.received):
        assert accepted, name
        yield name, numbers[name], path, without_signature(fields), {file[0]: file[3] for file in files}
        numbers[name] += 1
    server.received.clear()


def made_by_python(name, call, path, fields, files, folder):
    """The arguments with which Python makes the same call, with files in a folder."""
    paths = {}
    for field, content in files.items():
        paths[field] = str(folder / field)
        (folder / field).write_bytes(content)
    return python_client.arguments(name, fields, call.path_arguments(path), paths)


@pytest.fixture
def requests(verifying_server, calls, tmp_path, monkeypatch):
    """Each example as this client sends it, with the arguments of the same call in Python."""
    monkeypatch.chdir(tmp_path)
    cannot = {name for (name,) in listed("not made")}
    return [
        (python, number, path, fields, files, made_by_python(python, calls[name], path, fields, files, tmp_path))
        for name, number, path, fields, files in sent_by_rust(verifying_server)
        for python in calls[name].names if python not in cannot
    ]


def test_every_call_is_one_of_python(calls):
    names = {python_client.python_call(name)[0] for call in calls.values() for name in call.names}
    assert names == python_client.all_calls()


def comparable(value):
    """JSON text may be written in more than one way."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        return yaml.safe_load(value)
    return value


def differences(name, rust, python):
    """What of two sets of fields or files is not the same."""
    for field in rust.keys() | python.keys():
        if field not in rust:
            yield name, field, "only Python sends it"
        elif field not in python:
            yield name, field, "only Rust sends it"
        elif comparable(rust[field]) != comparable(python[field]):
            yield name, field, "another value"


def test_both_clients_send_the_same(verifying_server, requests):
    found = set()
    for name, _, path, fields, files, arguments in requests:
        try:
            python_client.make(client_of(verifying_server.url), name, arguments)
        except (AttributeError, TypeError):
            pass  # it does not understand the answer: looked at below
        python_path, python_fields, python_files, accepted = verifying_server.received.pop()
        assert accepted and python_path == path, name
        found |= set(differences(name, fields, without_signature(python_fields)))
        found |= set(differences(name, files, {file[0]: file[3] for file in python_files}))
    assert found == listed("sent")


def is_answer(returned, call, number):
    """Whether the Python client returned the data of an example, or a page with it."""
    expected = call.answer(number)["data"]
    if call.spec["response"] == "stream":
        return returned == file_content(expected).decode() or returned == yaml.safe_load(file_content(expected))
    within = returned.get("result") if isinstance(returned, dict) else None
    first = returned[0] if isinstance(returned, list) and returned else None
    return expected in (returned, within, first)


def test_python_is_understood_by_the_mock_platform(mock_platform, requests, calls):
    of = {name: call for call in calls.values() for name in call.names}
    found = set()
    for name, number, *_, arguments in requests:
        try:
            returned = python_client.plain(python_client.make(client_of(mock_platform), name, arguments))
        except (AttributeError, TypeError) as error:
            found.add((name, type(error).__name__))
            continue
        if not is_answer(returned, of[name], number):
            found.add((name, "another answer"))
    assert found == listed("understood")

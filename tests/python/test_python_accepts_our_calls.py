"""The platform's Python client verifies what the Rust client sends."""

import os
import subprocess

import pytest
from private_sdk.signature import Signature

from conftest import KEY, SECRET, program


def run_calls(server, time_zone):
    environment = dict(os.environ, TZ=time_zone)
    return subprocess.run(
        [program("conformance-calls"), "--url", server.url, "--app-key", KEY, "--app-secret", SECRET],
        env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("time_zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_every_call_is_accepted(verifying_server, calls, time_zone):
    done = run_calls(verifying_server, time_zone)
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(accepted for *_, accepted in verifying_server.received)
    paths = {path for path, *_ in verifying_server.received}
    assert all(any(call.path_arguments(path) is not None for path in paths) for call in calls.values())


def test_hostile_texts_arrive_unchanged(verifying_server):
    done = run_calls(verifying_server, "UTC")
    assert done.returncode == 0, done.stdout + done.stderr
    for form in ("/conformance/form", "/conformance/multipart"):
        [(_, fields, files, _)] = [received for received in verifying_server.received if received[0] == form]
        got = dict(fields)
        assert got["chinese"] == "测试短信，科研调查"
        assert got["spaces"] == "  two before, one after "
        assert got["marks"] == "+ ~ % * ' \" & = # / ? \\ < > ^ ` { | } [ ]"
        assert got["percent"] == "%20%2B+%e6"
        assert got["emoji"] == "🧬👩‍🔬e\u0301"
        assert got["empty"] == ""
        assert got["long"] == "长x" * 5000
        assert got["lines"] == "one\r\ntwo\tthree\n"
        if form.endswith("multipart"):
            [(name, file_name, media_type, content)] = files
            assert (name, file_name, media_type) == ("image", "图 片.png", "image/png")
            assert content == bytes(range(256))


def test_one_altered_field_is_refused(verifying_server):
    assert run_calls(verifying_server, "UTC").returncode == 0
    for _, fields, _, _ in verifying_server.received:
        params = dict(fields)
        sign = params.pop("sign")
        assert Signature(SECRET).verify(params, sign)
        for name in params:
            if name != "timestamp":
                assert not Signature(SECRET).verify({**params, name: f"{params[name]}x"}, sign)
        assert not Signature(SECRET).verify({**params, "further": ""}, sign)
        assert not Signature(SECRET + "x").verify(params, sign)

"""What the conformance tests share: the Rust programs, the spec, and a server that verifies as Python does."""

import base64
import os
import subprocess
import threading
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl
import json

import pytest
from private_sdk.signature import Signature

from spec import ROOT, call_of, read_calls

KEY, SECRET = "app-key-0123456789", "app-secret-0123456789"


def program(name):
    """A program of ours, built by the caller of pytest into $BGE_PRIVATE_PROGRAMS."""
    return str(Path(os.environ["BGE_PRIVATE_PROGRAMS"]) / name)


@pytest.fixture(scope="session")
def calls():
    """The calls of the spec, by name."""
    return read_calls()


@pytest.fixture
def mock_platform():
    """The mock platform as a process; gives its URL."""
    yield from started()


@pytest.fixture
def slow_platform():
    """A mock platform that waits before each answer; gives its URL."""
    yield from started("--delay", "400")


def started(*options):
    server = subprocess.Popen(
        [program("bge-private"), "mock", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "BGE_PRIVATE_APP_KEY": KEY, "BGE_PRIVATE_APP_SECRET": SECRET})
    try:
        name, url = server.stdout.readline().strip().split("=", 1)
        assert name == "BGE_PRIVATE_BASE_URL"
        yield url
    finally:
        server.terminate()
        server.stdout.close()
        assert server.wait(timeout=10) == 0


class VerifyingServer(ThreadingHTTPServer):
    """Accepts a call if the Python client's own Signature does, and answers with the spec's example."""

    def __init__(self, calls):
        super().__init__(("127.0.0.1", 0), Handler)
        self.calls = calls
        self.received = []  # (path, fields, files, accepted)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.read_body()
        fields, files = read_fields(self.headers["Content-Type"], body)
        params = dict(fields)
        sign = params.pop("sign", None)
        accepted = (
            len(params) == len(fields) - 1
            and params.get("app_key") == KEY
            and Signature(SECRET).verify(params, sign)
        )
        self.server.received.append((self.path, fields, files, accepted))
        call = call_of(self.server.calls, self.path, [*params, *(name for name, *_ in files)])
        if not accepted:
            self.answer({"code": 401, "msg": "the signature was not accepted", "data": None})
        elif call is None:
            self.answer({"code": 0, "msg": "ok", "data": None})
        elif call.spec["response"] == "stream":
            self.send(call.examples[0]["response"]["media_type"], file_content(call.examples[0]["response"]))
        else:
            self.answer(call.answer())

    def answer(self, answer):
        self.send("application/json", json.dumps(answer).encode())

    def send(self, media_type, payload):
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def read_body(self):
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers["Content-Length"]))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, *_):
        pass


def file_content(file):
    """The bytes of a file in an example."""
    return base64.b64decode(file["base64"]) if "base64" in file else file["text"].encode()


def read_fields(content_type, body):
    """Fields in order as (name, text), and files as (name, file name, media type, bytes). JSON has values for texts."""
    if content_type == "application/json":
        return list(json.loads(body).items()), []
    if content_type.startswith("application/x-www-form-urlencoded"):
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True), []
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    fields, files = [], []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if part.get_filename() is None:
            fields.append((name, content.decode("utf-8")))
        else:
            files.append((name, part.get_filename(), part.get_content_type(), content))
    return fields, files


@pytest.fixture
def verifying_server(calls):
    server = VerifyingServer(calls)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

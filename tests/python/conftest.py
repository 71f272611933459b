"""What the conformance tests share: the Rust programs, the spec, and a server that verifies as Python does."""

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
import yaml
from private_sdk.signature import Signature

ROOT = Path(__file__).resolve().parents[2]
KEY, SECRET = "app-key-0123456789", "app-secret-0123456789"


def program(name):
    """A program of ours, built by the caller of pytest into $BGE_PRIVATE_PROGRAMS."""
    return str(Path(os.environ["BGE_PRIVATE_PROGRAMS"]) / name)


def read_spec():
    """The spec's calls as (name, call), by path."""
    groups = [yaml.safe_load(file.read_text("utf-8")) for file in sorted((ROOT / "spec").glob("*.yaml"))]
    return {
        call["path"]: (name, call)
        for group in groups if "group" in group
        for name, call in group["endpoints"].items()
    }


@pytest.fixture(scope="session")
def endpoints():
    return read_spec()


@pytest.fixture
def mock_platform():
    """The mock platform as a process; gives its URL."""
    server = subprocess.Popen(
        [program("bge-private"), "mock"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
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

    def __init__(self, endpoints):
        super().__init__(("127.0.0.1", 0), Handler)
        self.endpoints = endpoints
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
        if accepted:
            answer = {"code": 0, "msg": "ok", "data": self.example()}
        else:
            answer = {"code": 401, "msg": "the signature was not accepted", "data": None}
        payload = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def example(self):
        if self.path not in self.server.endpoints:
            return None
        return self.server.endpoints[self.path][1]["examples"][0].get("response")

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


def read_fields(content_type, body):
    """Fields in order as (name, text), and files as (name, file name, media type, bytes)."""
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
def verifying_server(endpoints):
    server = VerifyingServer(endpoints)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

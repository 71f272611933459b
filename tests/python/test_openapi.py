"""Documents of OpenAPI, looked at by others: a validator, JSON Schema, and a generator of clients that then call the mock platform."""

import base64
import hashlib
import hmac
import importlib
import json
import re
import subprocess
import sys
import urllib.parse
import uuid
from datetime import datetime, timezone

import httpx
import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from conftest import KEY, ROOT, SECRET, program

SPECS = ["spec", "codegen/tests/base", "codegen/tests/small", "codegen/tests/hostile"]


def export(spec, *arguments):
    command = [program("bge-codegen"), "openapi", str(ROOT / spec), *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


class Yaml12(yaml.SafeLoader):
    """Takes `1e3` for the number that it is since YAML 1.2."""


Yaml12.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?[0-9]+[eE][0-9]+$"), list("-0123456789"))


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_documents_are_valid(spec, language):
    validate(json.loads(export(spec, "--lang", language)))


@pytest.mark.parametrize("spec", SPECS)
def test_yaml_says_the_same(spec):
    assert yaml.load(export(spec, "--format", "yaml"), Loader=Yaml12) == json.loads(export(spec))


def media_types(document):
    """Each media type with its place in the document."""
    escape = lambda step: step.replace("~", "~0").replace("/", "~1")
    for path, item in document["paths"].items():
        call = item["post"]
        place = f"#/paths/{escape(path)}/post"
        bodies = [("requestBody", call["requestBody"])] if "requestBody" in call else []
        bodies.append(("responses/200", call["responses"]["200"]))
        for name, body in bodies:
            for media_type, media in body["content"].items():
                yield f"{place}/{name}/content/{escape(media_type)}", media


@pytest.mark.parametrize("spec", SPECS)
def test_examples_are_of_their_schemas(spec):
    document = json.loads(export(spec))
    resource = Resource.from_contents(document, default_specification=DRAFT202012)
    registry = Registry().with_resource("urn:document", resource)
    count = 0
    for place, media in media_types(document):
        validator = Draft202012Validator({"$ref": f"urn:document{place}/schema"}, registry=registry)
        for example in media["examples"].values():
            validator.validate(example["value"])
            count += 1
            # The same without its required members is not valid, so that the schema says something.
            assert not media["schema"].get("required") or not validator.is_valid({})
    assert count >= len(document["paths"])


def generate(spec, folder):
    """A client for Python in a folder, and what its generator warns of."""
    (folder / "document.json").write_text(export(spec), "utf-8")
    (folder / "config.yaml").write_text("post_hooks: []\n")
    name = re.sub(r"\W", "_", spec) + "_client"
    command = [
        sys.executable, "-m", "openapi_python_client", "generate", "--path", "document.json", "--config", "config.yaml",
        "--meta", "none", "--output-path", name,
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=True)
    return name, [line for line in (done.stdout + done.stderr).splitlines() if "arning" in line or "rror" in line]


@pytest.mark.parametrize("spec", SPECS[:3])
def test_a_generator_of_clients_takes_it_without_a_warning(spec, tmp_path):
    name, warnings = generate(spec, tmp_path)
    assert warnings == []
    subprocess.run([sys.executable, "-m", "compileall", "-q", name], cwd=tmp_path, check=True)


class Signed(httpx.Auth):
    """Signs a form by nothing but what the document says."""

    requires_request_body = True

    def __init__(self, document):
        self.scheme = document["x-bge-signature"]

    def auth_flow(self, request):
        names = self.scheme["fields"]
        fields = urllib.parse.parse_qsl(request.content.decode("ascii"), keep_blank_values=True)
        fields = [(name, value) for name, value in fields if name not in names.values()]
        fields += [
            (names["key"], KEY),
            (names["nonce"], uuid.uuid4().hex),
            (names["timestamp"], datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")),
        ]
        encode = lambda text: urllib.parse.quote(text, safe="-._~")
        joined = "&".join(f"{encode(name)}={encode(value)}" for name, value in sorted(fields))
        message = self.scheme["prefix"] + "&" + encode(joined)
        digest = getattr(hashlib, self.scheme["digest"].removeprefix("hmac-"))
        sign = hmac.new((SECRET + "&").encode(), message.encode(), digest).digest()
        fields.append((names["signature"], base64.b64encode(sign).decode()))
        request = httpx.Request(
            "POST", request.url, content=urllib.parse.urlencode(fields),
            headers={"Content-Type": "application/x-www-form-urlencoded"})
        yield request


def test_every_form_has_the_fields_of_the_signature():
    document = json.loads(export("spec"))
    assert "security" not in document and "securitySchemes" not in document["components"]
    names = set(document["x-bge-signature"]["fields"].values())
    for path, item in document["paths"].items():
        for media in item["post"]["requestBody"]["content"].values():
            assert names <= media["schema"]["properties"].keys(), path


# The generator cannot send JSON within a form, and its multipart bodies are not signed here.
CALLS = ["sms", "sts_token", "sign_url", "shorturls", "bgicoin_withdraw", "wechat_token"]


def test_a_generated_client_calls_the_mock_platform(mock_platform, tmp_path, monkeypatch):
    document = json.loads(export("spec"))
    name, _ = generate("spec", tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    client = importlib.import_module(name).Client(
        base_url=mock_platform, httpx_args={"auth": Signed(document), "trust_env": False})
    operations = {item["post"]["operationId"]: item["post"] for item in document["paths"].values()}
    for call in CALLS:
        module = importlib.import_module(f"{name}.api.service.{call}")
        operation = operations[call]
        (media,) = operation["requestBody"]["content"].values()
        models = importlib.import_module(f"{name}.models")
        body = getattr(models, "".join(word.title() for word in call.split("_")) + "Body")
        body = body.from_dict(media["examples"]["example_1"]["value"])
        # The fields of the signature are part of the form; the hook fills them in.
        body.app_key = KEY
        answer = module.sync_detailed(client=client, body=body)
        expected = operation["responses"]["200"]["content"]["application/json"]["examples"]["example_1"]["value"]
        assert answer.status_code == 200, call
        assert type(answer.parsed).__name__ != "Refusal", (call, answer.content)
        if "data" in expected:
            got = answer.parsed.data.to_dict()
            assert got.keys() == expected["data"].keys(), call
            times = {key for key, value in expected["data"].items() if isinstance(value, dict)}
            assert {k: v for k, v in got.items() if k not in times} == {
                k: v for k, v in expected["data"].items() if k not in times}, call

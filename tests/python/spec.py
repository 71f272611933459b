"""The calls of the spec, read without the generator."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


class Call:
    """A call of the spec. Its name begins with the name of its nested client, as in `account.login`."""

    def __init__(self, name, spec, types):
        self.name, self.spec, self.types = name, spec, types
        self.path = spec["path"]
        self.names = [name, *spec.get("alias", [])]
        parts = re.split(r"\{(\w+)\}", self.path)
        steps = [f"(?P<{part}>[^/]+)" if odd % 2 else re.escape(part) for odd, part in enumerate(parts)]
        self.pattern = re.compile("".join(steps))

    @property
    def examples(self):
        return self.spec["examples"]

    @property
    def is_paged_by_envelope(self):
        return self.spec.get("paging", {}).get("items") == "$"

    def required_fields(self):
        """Names on the wire of what the call always sends."""
        for name, field in self.spec.get("args", {}).items():
            if "one_of" in field:
                continue  # which of its choices is sent differs
            wire = field.get("wire", name)
            chosen_by_type = {"one_of", "extra"} & set(self.types.get(field["type"], {}))
            if f"{{{wire}}}" not in self.path and not chosen_by_type:
                yield wire

    def path_arguments(self, path):
        """The arguments in a path, or None if it is the path of another call."""
        found = self.pattern.fullmatch(path)
        return found and found.groupdict()

    def answer(self, number=0):
        """The platform's answer in an example."""
        data = self.examples[number].get("response")
        answer = {"code": 0, "msg": "ok", "data": data}
        if self.is_paged_by_envelope:
            answer["pagination"] = {"count": len(data), "page": 1, "total": len(data)}
        return answer


def read_calls():
    """All calls, by name."""
    files = [yaml.safe_load(file.read_text("utf-8")) for file in sorted((ROOT / "spec").glob("*.yaml"))]
    groups = [file for file in files if "group" in file]
    types = {name: spec for group in groups for name, spec in group.get("types", {}).items()}
    calls = {}
    for group in groups:
        client = f"{group['client']}." if "client" in group else ""
        for name, spec in group["endpoints"].items():
            calls[client + name] = Call(client + name, spec, types)
    return calls


def call_of(calls, path, fields):
    """The call with a path and names of fields and files: the one whose required ones are there, the fullest first."""
    fits = [call for call in calls.values() if call.path_arguments(path) is not None]
    fits.sort(key=lambda call: (call.path.count("{"), -len(list(call.required_fields()))))
    return next((call for call in fits if set(call.required_fields()) <= set(fields)), None)

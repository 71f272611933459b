"""The calls of the platform's Python client, and how to make with it what an example of the spec makes."""

import inspect
import json

from private_sdk import PrivateAPI

# A call of the spec that has another name, or needs a further argument, in the Python client.
SPLIT = {
    "collection_detail": ("collection_detail_or_delete", {"type": "detail"}),
    "collection_delete": ("collection_detail_or_delete", {"type": "delete"}),
    "get_func_abundance_by_ids": ("get_func_abundance", {}),
    "model_draft": ("model", {"draft": True}),
}

# Parameters that have another name on the wire, by call.
ABUNDANCE = {"taxon_id": "taxon_ids", "page": "next_page"}
RENAMED = {
    "get_taxon_abundance": ABUNDANCE,
    "get_origin_taxon_abundance": ABUNDANCE,
    "deploy_model": {"timeout": "model_timeout"},
    "image_upload": {"image": "image_path"},
}

# Parameters that the Python client turns into JSON text itself, by call.
JSON_TEXT = {
    "replace_data_element": ["columns"],
    "batch_write_stream": ["streams"],
    "oauth2_authorize": ["biosample_ids"],
    "import_response": ["answers"],
    "options_batch_create": ["options"],
    "survey_target": ["AND", "OR"],
    "create_index": ["content"],
    "invoke_task": ["args", "kwargs"],
    "invoke_notify": ["params"],
    "batch_send_sms": ["template_params"],
}


def all_calls():
    """The names of all calls; those of nested clients as in `account.login`."""
    def methods(of):
        return [name for name, _ in inspect.getmembers(type(of), inspect.isfunction) if not name.startswith("_")]
    client = PrivateAPI("key", "secret")
    nested = {name: value for name, value in vars(client).items() if type(value).__module__ == "private_sdk.client"}
    return {*methods(client), *(f"{name}.{call}" for name, of in nested.items() for call in methods(of))}


def python_call(name):
    """The name of a call of the spec in the Python client, and the arguments that select it there."""
    return SPLIT.get(name, (name, {}))


def native(text):
    """The value that a user of Python would write for the text of a field."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    return int(text) if text.isascii() and text.isdigit() and str(int(text)) == text else text


def arguments(name, fields, path_arguments, files):
    """The arguments of the Python call that sends these fields. Fields of a JSON body are values already."""
    python, selected = python_call(name)
    values = {
        field: value if not isinstance(value, str) else
        json.loads(value) if field in JSON_TEXT.get(python, ()) else native(value)
        for field, value in fields.items()
    }
    values |= path_arguments | files
    return {RENAMED.get(python, {}).get(field, field): value for field, value in values.items()} | selected


def make(client, name, keyword_arguments):
    """Makes the call of the spec with the Python client."""
    method = client
    for step in python_call(name)[0].split("."):
        method = getattr(method, step)
    return method(**keyword_arguments)


def plain(value):
    """What a call of the Python client returned, as JSON."""
    if hasattr(value, "json"):
        return value.json()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return {name: plain(item) for name, item in value.items()} if isinstance(value, dict) else value

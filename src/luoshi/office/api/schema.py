"""What the OpenAPI schema says of every operation alike."""

from __future__ import annotations

from typing import Any

from luoshi.office.api.acting import KEY_HEADER
from luoshi.office.api.exports.answering import FORMS
from luoshi.office.api.problems import CONTENT_TYPE

_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "description": "urn:luoshi:problem: and the code"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "a sentence in the language of Accept-Language (zh, en)"},
        "code": {"type": "string", "description": "room.name, which never changes"},
        "errors": {
            "type": "array",
            "description": "the inputs at fault",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "where in the body (JSON pointer)"},
                    "in": {"type": "string"},
                    "name": {"type": "string"},
                    "detail": {"type": "string"},
                    "code": {"type": "string"},
                },
            },
        },
    },
}
_KEY = {
    "name": KEY_HEADER,
    "in": "header",
    "required": False,
    "description": "Sent again with the same key, the same request gets the first answer and is not done twice.",
    "schema": {"type": "string", "maxLength": 200},
}
_WRITES = ("post", "put", "patch", "delete")


def describe(schema: Any) -> Any:
    """Add the problem details to every operation, and the idempotency key to each that changes something."""
    schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _PROBLEM
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            operation["responses"]["default"] = {
                "description": "What went wrong",
                "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
            if any(parameter["name"] == "format" for parameter in operation.get("parameters", ())):
                files = {form.type: {"schema": {"type": "string", "format": "binary"}} for form in FORMS.values()}
                operation["responses"][200]["content"] |= files
            if method in _WRITES:
                operation.setdefault("parameters", []).append(_KEY)
    return schema

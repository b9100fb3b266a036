"""The OpenAPI 3.1 description, made of the same declarations as the answers themselves."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from commons.interface.official import LANGUAGES

from .asking import LARGEST, MOST, PAGE
from .declaring import Dataset, Field, Kind

VERSION = "1.0.0"
LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
Json = dict[str, Any]

_TYPES: dict[Kind, Json] = {
    Kind.STRING: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.UUID: {"type": "string", "format": "uuid"},
    Kind.ADDRESS: {"type": "string", "format": "uri-reference"},
    Kind.STRINGS: {"type": "array", "items": {"type": "string"}},
}


def openapi(datasets: Iterable[Dataset], root: str) -> Json:
    """`root` is the path below which the datasets lie, such as `/data/api/v1`."""
    datasets = list(datasets)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Birge: open data"),
            "version": VERSION,
            "description": _(
                "Everything that is public in budget rounds, hearings and discovery rounds. Read "
                "only, without a key. Pages go on at “next”."
            ),
            "license": {"name": LICENCE["name"], "url": LICENCE["url"]},
        },
        "servers": [{"url": settings.BIRGE_SITE_URL.rstrip("/")}],
        "paths": {
            path: item for dataset in datasets for path, item in _paths(dataset, root).items()
        },
        "components": {
            "schemas": {**_shared(), **{one.name: row_schema(one) for one in datasets}},
            "responses": _refusals(),
            "headers": _headers(),
        },
    }


def row_schema(dataset: Dataset) -> Json:
    return {
        "type": "object",
        "title": str(dataset.title),
        "description": str(dataset.about),
        "properties": {field.name: field_schema(field) for field in dataset.fields},
        "required": [field.name for field in dataset.fields],
        "additionalProperties": False,
    }


def field_schema(field: Field) -> Json:
    about: Json = {"description": str(field.about)}
    if field.unit:
        about["x-unit"] = str(field.unit)
    if field.kind is Kind.TEXTS:
        return {"$ref": "#/components/schemas/Texts", **about}
    made = dict(_TYPES[field.kind])
    if field.codes is not None:
        made["enum"] = [*field.codes.values, *([None] if field.nullable else [])]
    if field.nullable:
        made["type"] = [made["type"], "null"]
    return {**made, **about}


def _paths(dataset: Dataset, root: str) -> Json:
    base, tags = f"{root}/{dataset.name}", [dataset.group]
    return {
        base: {"get": _list(dataset, tags)},
        f"{base}/{{key}}": {"get": _one(dataset, tags)},
        f"{base}.csv": {"get": _table(dataset, tags)},
    }


def _list(dataset: Dataset, tags: list[str]) -> Json:
    page = {
        "type": "object",
        "properties": {
            "data": {
                "type": "array",
                "maxItems": MOST,
                "items": {"$ref": f"#/components/schemas/{dataset.name}"},
            },
            "next": {
                "type": ["string", "null"],
                "format": "uri",
                "description": _("Address of the next page; null on the last."),
            },
        },
        "required": ["data", "next"],
        "additionalProperties": False,
    }
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}
    paging = [
        _parameter("limit", _("Rows on a page."), limit),
        _parameter("after", _("Key of the last row of the page before."), key_schema(dataset)),
    ]
    return {
        "operationId": f"list_{_id(dataset)}",
        "summary": str(dataset.title),
        "description": str(dataset.about),
        "tags": tags,
        "parameters": [*_filters(dataset), *paging],
        "responses": _responses(_("A page of rows."), page, "400", "404"),
    }


def _one(dataset: Dataset, tags: list[str]) -> Json:
    key = {"name": "key", "in": "path", "required": True, "schema": key_schema(dataset)}
    row = {"$ref": f"#/components/schemas/{dataset.name}"}
    return {
        "operationId": f"read_{_id(dataset)}",
        "summary": str(dataset.title),
        "tags": tags,
        "parameters": [key],
        "responses": _responses(_("The row."), row, "400", "404"),
    }


def _table(dataset: Dataset, tags: list[str]) -> Json:
    mark = {"type": "integer", "minimum": 0, "maximum": 1, "default": 0}
    about = _("1: with the byte order mark by which spreadsheets recognise UTF-8.")
    answers = _responses(_("All rows."), {"type": "string"}, "400", "404")
    answers["200"]["content"] = {"text/csv": {"schema": {"type": "string"}}}
    del answers["200"]["headers"]
    return {
        "operationId": f"table_{_id(dataset)}",
        "summary": str(dataset.title),
        "tags": tags,
        "parameters": [*_filters(dataset), _parameter("bom", about, mark)],
        "responses": answers,
    }


def _filters(dataset: Dataset) -> list[Json]:
    known: dict[str, tuple[str, Json]] = {
        "akimat": (
            _("Address of an akimat, such as pavlodar; without it the whole country."),
            {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,50}$"},
        ),
        "round": (
            _("Key of a round."),
            {"type": "integer", "minimum": 1, "maximum": LARGEST},
        ),
        "since": (
            _("Only rows from this day, or moment, on."),
            {"anyOf": [{"type": "string", "format": form} for form in ("date", "date-time")]},
        ),
    }
    return [_parameter(name, *known[name]) for name in dataset.filters]


def key_schema(dataset: Dataset) -> Json:
    if dataset.key.get_internal_type() == "UUIDField":
        return {"type": "string", "format": "uuid"}
    return {"type": "integer", "minimum": 0, "maximum": LARGEST}


def _parameter(name: str, about: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": about, "schema": schema}


def _responses(about: str, schema: Json, *refusals: str) -> Json:
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Last-Modified")}
    return {
        "200": {
            "description": about,
            "headers": headers,
            "content": {"application/json": {"schema": schema}},
        },
        **{code: {"$ref": f"#/components/responses/{code}"} for code in (*refusals, "405", "429")},
    }


def _id(dataset: Dataset) -> str:
    return dataset.name.replace("-", "_")


def _shared() -> Json:
    words = {code: {"type": "string"} for code in LANGUAGES}
    error = {
        "type": "object",
        "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        "required": ["code", "message"],
        "additionalProperties": False,
    }
    return {
        "Texts": {
            "type": "object",
            "description": _("One text in three languages; empty where it is not written."),
            "properties": words,
            "required": list(words),
            "additionalProperties": False,
        },
        "Error": {
            "type": "object",
            "properties": {"error": error},
            "required": ["error"],
            "additionalProperties": False,
        },
    }


def _refusals() -> Json:
    words = {
        "400": _("A parameter is wrong."),
        "404": _("There is no such dataset, akimat or row, or it is not public."),
        "405": _("Another method than GET, HEAD and OPTIONS."),
        "429": _("Too many requests from one address; Retry-After says when to go on."),
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    found: Json = {
        code: {"description": about, "content": content} for code, about in words.items()
    }
    found["429"]["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return found


def _headers() -> Json:
    text = {"type": "string"}
    return {
        "ETag": {"description": _("Changes with the answer."), "schema": text},
        "Last-Modified": {
            "description": _("Since when the address gives this answer, as far as remembered."),
            "schema": text,
        },
        "Retry-After": {"description": _("Seconds."), "schema": {"type": "integer"}},
    }

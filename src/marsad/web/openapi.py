"""The OpenAPI document, made from the routes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from marsad import __version__
from marsad.web.access import TOKEN
from marsad.web.problems import MEDIA, Problem
from marsad.web.routing import JSON, Route

PREFIX = "/api/v1"
_REF = "#/components/schemas/{name}"
_ALWAYS = {"400": "not understood", "403": "not allowed", "421": "addressed to another host", "422": "a value is wrong",
           "503": "the archive cannot be read now"}  # fmt: skip


def document(routes: Iterable[Route], *, login: bool) -> dict[str, Any]:
    """OpenAPI 3.1 of these routes."""
    listed = list(routes)
    types = [route.gives for route in listed] + [route.body for route in listed if _is_record(route.body)]
    queries = [route.query for route in listed if route.query is not None]
    made, components = msgspec.json.schema_components([*types, Problem, *queries], ref_template=_REF)
    schemas = {id(kind): schema for kind, schema in zip([*types, Problem, *queries], made, strict=True)}
    problem = {"content": {MEDIA: {"schema": {"$ref": _REF.format(name="Problem")}}}}
    paths: dict[str, dict[str, Any]] = {}
    for route in listed:
        path = PREFIX + route.path.replace(":path}", "}")
        paths.setdefault(path, {})[route.method.lower()] = _operation(
            route, schemas, components, problem, login
        )
    for one in queries:
        components.pop(one.__name__, None)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Marsad",
            "version": __version__,
            "description": "The conflict as reported. Every answer names the version of the data it is of, in its"
            " `dataset` and in the header Marsad-Dataset; errors are problem details (RFC 9457).",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "marsad"},
                "page": {"type": "apiKey", "in": "header", "name": TOKEN},
            },
        },
    }


def _operation(
    route: Route, schemas: dict[int, Any], components: dict[str, Any], problem: dict[str, Any], login: bool
) -> dict[str, Any]:
    gives = {"description": "so", "content": {route.media: {"schema": schemas[id(route.gives)]}}}
    headers = {}
    if route.about_data:
        headers["Marsad-Dataset"] = {"description": "Version of the data.", "schema": {"type": "string"}}
    if route.cached:
        headers["ETag"] = {"schema": {"type": "string"}}
    if headers:
        gives["headers"] = headers
    answers: dict[str, Any] = {str(route.status): gives}
    if route.cached:
        answers["304"] = {"description": "as before"}
    for status, why in _more(route, login).items():
        answers[status] = {"description": why, **problem}
    out: dict[str, Any] = {
        "operationId": route.name, "summary": route.does, "tags": [route.tag], "responses": answers,
        "parameters": list(_parameters(route, schemas, components)) if route.query is not None else [],
    }  # fmt: skip
    if route.body is not None:
        media, schema = (
            ("application/octet-stream", {"type": "string", "format": "binary"})
            if route.body is bytes
            else (JSON, schemas[id(route.body)])
        )
        out["requestBody"] = {"required": True, "content": {media: {"schema": schema}}}
    needs: dict[str, list[str]] = {}
    if login and route.role != "anyone":
        needs["session"] = []
    if route.method != "GET" and route.name != "login":
        needs["page"] = []
    if needs:
        out["security"] = [needs]
    return out


def _more(route: Route, login: bool) -> dict[str, str]:
    out = dict(_ALWAYS)
    if login or route.name == "login":
        out["401"] = "no session, or a wrong password"
    if "{" in route.path or route.name == "decide":
        out["404"] = "not there"
    if route.name in ("login", "add"):
        out["429"] = "too often"
    if route.name in ("login", "decide"):
        out["409"] = "does not fit what is there"
    if route.body is not None:
        out |= {"413": "too large", "415": "of another type"}
    return dict(sorted(out.items()))


def _name(schema: dict[str, str]) -> str:
    """Two records of one name are told apart by their modules in the names of components."""
    return schema["$ref"].rsplit("/", 1)[-1]


def _parameters(
    route: Route, schemas: dict[int, Any], components: dict[str, Any]
) -> Iterable[dict[str, Any]]:
    assert route.query is not None
    shape = components[_name(schemas[id(route.query)])]
    for one in msgspec.structs.fields(route.query):
        name = one.encode_name
        schema = _plain(shape["properties"][name], components)
        if "{" + name in route.path:
            yield {"name": name, "in": "path", "required": True, "schema": schema}
        else:
            yield {"name": name, "in": "query", "required": one.required, "schema": schema}


def _plain(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value in a query, where null cannot be written."""
    kept = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(kept) == 1:
        schema = kept[0] | ({"description": schema["description"]} if "description" in schema else {})
    return {name: value for name, value in schema.items() if name != "default" or value is not None}


def _is_record(body: Any) -> bool:
    return isinstance(body, type) and issubclass(body, msgspec.Struct)

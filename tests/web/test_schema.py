"""The OpenAPI document, and schemathesis asking everything it allows and much that it does not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks as of_openapi

from marsad.web.access import TOKEN, Access
from marsad.web.app import ROUTES, make
from marsad.web.users import Users

from .conftest import Served

CHECKS = [
    not_a_server_error,
    of_openapi.status_code_conformance,
    of_openapi.content_type_conformance,
    of_openapi.response_schema_conformance,
    of_openapi.response_headers_conformance,
]
EXAMPLES = int(os.environ.get("MARSAD_EXAMPLES", "6"))
"""Requests an operation in ``make test``; more by hand: MARSAD_EXAMPLES=200."""


OPERATIONS = [(route.method, "/api/v1" + route.path.replace(":path}", "}")) for route in ROUTES]
HEADERS = {"host": "127.0.0.1", TOKEN: "page" * 10}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Any:
    archive = Path(shutil.copy(sample, tmp_path_factory.mktemp("schema") / "archive.db"))
    app = make(archive, Access(users=Users(None), login=False, token="page" * 10, who="tester"))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HEADERS)


@pytest.mark.parametrize("wrong", [False, True], ids=["as described", "otherwise"])
@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=[f"{m} {p}" for m, p in OPERATIONS])
def test_every_answer_is_as_described_and_none_is_a_fault(
    described: Any, method: str, path: str, wrong: bool
) -> None:
    operation = described[path][method]
    mode = schemathesis.GenerationMode.NEGATIVE if wrong else schemathesis.GenerationMode.POSITIVE
    if wrong and not (operation.query or operation.path_parameters or operation.body):
        pytest.skip("nothing can be said wrongly")

    # Without the plugin of schemathesis, which does not know this pytest. The same requests every time.
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES < 50, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate(headers=HEADERS, checks=CHECKS)

    ask()


def test_the_document_names_every_route_once_and_its_schemas_are_schemas(sample: Path, serve: Served) -> None:
    described = serve(sample).json("/openapi.json")
    named = {one["operationId"] for path in described["paths"].values() for one in path.values()}
    assert named == {route.name for route in ROUTES}
    for shape in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)
    assert all(
        one["summary"] and one["tags"] for path in described["paths"].values() for one in path.values()
    )

"""What the command tests share: a runner, a report, and the check against the published schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from marsad.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "src/marsad/data/sample/reports.jsonl"
SCHEMA = json.loads((ROOT / "src/marsad/schema/coded.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

# The army shelled a town with artillery on a dated Sunday; two civilians were killed.
REPORT = (
    "قصفت قوات النظام السوري مدينة طفس بالمدفعية يوم الأحد 24 كانون الثاني 2021، "
    "ما أدى إلى مقتل مدنيين اثنين."
)

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run ``marsad`` with these arguments; whatever it prints as a fault must not be a traceback."""

    def call(*args: object, stdin: bytes | str | None = None) -> Result:
        result = CliRunner().invoke(main, [str(a) for a in args], input=stdin)
        assert "Traceback" not in result.output
        assert result.exit_code != 70, result.stderr
        return result

    return call


def checked(output: bytes) -> list[dict[str, Any]]:
    """The coded lines, each checked against the schema."""
    records = [json.loads(line) for line in output.splitlines()]
    for record in records:
        VALIDATOR.validate(record)
    return records


def line(ident: str, text: str = REPORT, **more: object) -> str:
    return json.dumps({"id": ident, "text": text, **more}, ensure_ascii=False) + "\n"

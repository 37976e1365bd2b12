"""Reports read together, stage by stage, are read as they are alone; a fault costs the report it is of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marsad.engine.coding import code, encode
from marsad.engine.pool import code_all, code_batch, resources
from marsad.errors import InputError
from marsad.ingest.reports import Line
from marsad.model import Document
from marsad.reading import pipeline
from marsad.reading.layers import Layers
from marsad.reading.stretches import STRETCH, groups

_TOWNS = ("طفس", "سراقب", "جاسم", "القامشلي")


def report(number: int, more: str = "") -> Document:
    """A made-up report: a town shelled, with some dead."""
    text = f"قصفت قوات النظام مدينة {_TOWNS[number % 4]} بالمدفعية، ما أدى إلى مقتل {3 + number % 5} مدنيين."
    return Document(id=f"r{number}", text=text + more, published="2021-02-03")


def many() -> list[Document]:
    """Short reports, a longer one and one of several stretches between, and one without words."""
    calm = "\nساد الهدوء أرجاء المدينة القديمة."  # all is quiet
    found = [report(number) for number in range(40)]
    found[7] = report(7, calm * (STRETCH // 2 // len(calm) + 1))
    found[20] = report(20, calm * (STRETCH // len(calm) + 1))
    found[30] = Document(id="r30", text="")
    return found


def test_groups_keep_every_report_in_its_order() -> None:
    found = many()
    parted = list(groups(found))
    assert [one for group in parted for one in group] == found
    assert [found[20]] in parted
    assert all(len(group) == 1 or sum(len(one.text) for one in group) <= STRETCH for group in parted)
    assert max(map(len, parted)) > 1


def test_reports_read_together_are_read_as_they_are_alone() -> None:
    found = many()
    alone = [encode(code(one, *resources()).coded) for one in found]
    assert [answer.line for answer in code_batch(found)] == alone
    lines = [Line(one.id, 0, one) for one in found]
    assert [result.answer.line for result in code_all(lines) if result.answer is not None] == alone


def test_a_fault_costs_the_report_it_is_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(layers: Layers) -> None:
        if layers.document.id in ("r3", "r7"):
            raise ValueError("no such luck")

    stage = pipeline.Stage("broken", "1", (), (), broken)
    monkeypatch.setattr(pipeline, "STAGES", (*pipeline.STAGES[:5], stage, *pipeline.STAGES[5:]))
    answers = code_batch(many())
    faults = {number: answer.fault for number, answer in enumerate(answers) if answer.fault}
    assert faults == {3: "ValueError: no such luck", 7: "ValueError: no such luck"}
    assert len(answers) == 40 and answers[4].events == 1


def test_what_was_given_before_an_error_of_the_input_is_read() -> None:
    def lines() -> Iterator[Line]:
        yield from (Line(one.id, 0, one) for one in many()[:3])
        raise InputError(1, "the disk is gone.")

    read = []
    with pytest.raises(InputError):
        for result in code_all(lines()):
            read.append(result.line.where)
    assert read == ["r0", "r1", "r2"]

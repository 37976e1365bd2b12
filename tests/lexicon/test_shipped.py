"""The shipped lexicon: free of static faults, and every rule shown at work."""

from __future__ import annotations

from marsad.lexicon.check import directories, static_faults
from marsad.lexicon.load import load


def test_the_shipped_data_has_no_static_fault() -> None:
    _, faults = static_faults(directories(()))
    assert [str(fault) for fault in faults] == []


def test_every_rule_has_two_tests_and_a_not() -> None:
    assert [rule.id for rule in load().rules if len(rule.test) < 2 or not rule.not_] == []

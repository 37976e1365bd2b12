"""axe-core on every view in both languages: nothing serious, nothing critical."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import Site
from .test_views import VIEWS, Visit, event

__all__ = ["event"]
pytestmark = [pytest.mark.browser, pytest.mark.whole]
AXE = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_view_has_a_serious_fault(site: Site, visit: Visit, event: str, view: str, lang: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make app")
    path, ready = VIEWS[view]
    page = visit(site.url + path.format(event=event), lang, ready=ready, bypass_csp=True)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)"
    )
    grave = [
        f"{one['id']} ({one['impact']}): {one['help']}: "
        + "; ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert grave == []

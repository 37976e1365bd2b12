"""What the web's tests share: the bundled sample as an archive, and clients that ask the API inside the process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from marsad.cli.demo import SAMPLE
from marsad.cli.main import main
from marsad.ingest.fetch import fetch
from marsad.ingest.paced import Get
from marsad.web.access import TOKEN, Access
from marsad.web.app import make
from marsad.web.users import Users

API = "/api/v1"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled sample, read once. Tests that write take a copy."""
    path = tmp_path_factory.mktemp("web") / "sample.db"
    result = CliRunner().invoke(main, ["add", str(SAMPLE / "reports.jsonl"), "--archive", str(path)])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def archive(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample of one's own."""
    return Path(shutil.copy(sample, tmp_path / "archive.db"))


class Asker:
    """A client with the token of its page."""

    def __init__(self, client: TestClient, token: str) -> None:
        self.client = client
        self.token = token

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(API + path, **more)

    def json(self, path: str, **params: Any) -> Any:
        answer = self.get(path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, **more: Any) -> Any:
        more.setdefault("headers", {}).setdefault(TOKEN, self.token)
        return self.client.post(API + path, **more)

    def decide(self, **body: Any) -> Any:
        answer = self.post("/decisions", json={"why": "a test", **body})
        assert answer.status_code == 201, answer.text
        return answer.json()


Served = Callable[..., Asker]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Served]:
    """Serves an archive as ``marsad serve`` does on this machine; ``more`` are fields of ``Access``."""
    opened = []

    def start(archive: Path, *, users: Users | None = None, get: Get = fetch, **more: Any) -> Asker:
        access = Access(
            users=users or Users(None), login=users is not None, token="page" * 10, who="tester", **more
        )
        app = make(archive, access, get=get)
        client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        opened.append((client, app))
        return Asker(client, access.token)

    yield start
    for client, app in opened:
        client.close()
        app.store.close()


@pytest.fixture
def api(sample: Path, serve: Served) -> Asker:
    """The sample, to be read."""
    return serve(sample)

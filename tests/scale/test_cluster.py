"""A real Ray cluster of several raylets on this machine, nodes killed in mid-run; S3 as a local server speaks it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_TOWNS = ("طفس", "سراقب", "جاسم", "القامشلي", "الرقة")
_MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني",
)  # fmt: skip
_LINES = 1200
_SIZE = 100  # of a shard: twelve of them


def report(number: int) -> str:
    text = (
        f"قصفت قوات النظام السوري مدينة {_TOWNS[number % 5]} بالمدفعية يوم {1 + number % 27} {_MONTHS[number % 11]} 2021، ما أدى إلى مقتل"
        f" {3 + number % 4} مدنيين. وقال شهود إن قذائف سقطت على الحي رقم {number}."
    )
    said = {"id": f"r{number}", "text": text, "published": "2021-12-28", "outlet": f"وكالة {number % 4}"}
    return json.dumps(said, ensure_ascii=False) + "\n"


def marsad(*args: object, env: dict[str, str] | None = None) -> list[str]:
    return [sys.executable, "-m", "marsad", *map(str, args)]


def run(*args: object, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(marsad(*args), capture_output=True, encoding="utf-8", check=False, env=env)
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scale") / "reports.jsonl"
    path.write_text("".join(map(report, range(_LINES))), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(source: Path) -> tuple[bytes, bytes]:
    coded, events = source.with_suffix(".coded"), source.with_suffix(".events")
    run("code", source, "-o", coded, "--events", events, "--jobs", 2)
    return coded.read_bytes(), events.read_bytes()


@pytest.fixture
def cluster() -> Iterator[Any]:
    """A head without processors and two nodes with one each: three raylets."""
    pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    made.nodes = [made.add_node(num_cpus=1), made.add_node(num_cpus=1)]
    made.wait_for_nodes()
    yield made
    made.shutdown()


def results(folder: Path) -> int:
    return len(list(folder.glob("*.parquet"))) if folder.exists() else 0


def test_a_cluster_gives_the_bytes_of_one_process(
    cluster: Any, source: Path, undisturbed: tuple[bytes, bytes], tmp_path: Path
) -> None:
    coded, events = tmp_path / "coded", tmp_path / "events"
    run("code", source, "-o", coded, "--events", events, "--shards", tmp_path / "work", "--shard-size", _SIZE, "--engine", "ray",
        "--address", cluster.address)  # fmt: skip
    assert (coded.read_bytes(), events.read_bytes()) == undisturbed


def test_a_node_killed_in_mid_run_costs_nothing_but_time(
    cluster: Any, source: Path, undisturbed: tuple[bytes, bytes], tmp_path: Path
) -> None:
    coded, events, work = tmp_path / "coded", tmp_path / "events", tmp_path / "work"
    process = subprocess.Popen(
        marsad("code", source, "-o", coded, "--events", events, "--shards", work, "--shard-size", _SIZE, "--engine", "ray",
               "--address", cluster.address),
        stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    while not results(work) and process.poll() is None:
        time.sleep(0.2)
    assert process.poll() is None, "the run was over before a node could be killed"
    cluster.remove_node(cluster.nodes[0], allow_graceful=False)
    _, said = process.communicate(timeout=900)
    assert process.returncode == 0, said
    assert (coded.read_bytes(), events.read_bytes()) == undisturbed
    assert f"{_LINES:,} reports coded" in said


def test_a_driver_killed_in_mid_run_is_started_again(
    cluster: Any, source: Path, undisturbed: tuple[bytes, bytes], tmp_path: Path
) -> None:
    coded, events, work = tmp_path / "coded", tmp_path / "events", tmp_path / "work"
    args = ("code", source, "-o", coded, "--events", events, "--shards", work, "--shard-size", _SIZE, "--engine", "ray",
            "--address", cluster.address)  # fmt: skip
    process = subprocess.Popen(marsad(*args), stderr=subprocess.DEVNULL)
    while not results(work) and process.poll() is None:
        time.sleep(0.2)
    process.kill()
    process.wait()
    assert not coded.exists()
    said = run(*args)
    assert "done before" in said
    assert (coded.read_bytes(), events.read_bytes()) == undisturbed


def test_inputs_and_results_on_s3(
    source: Path, undisturbed: tuple[bytes, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server_module = pytest.importorskip("moto.server")
    s3fs = pytest.importorskip("s3fs")
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        settings = {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_DEFAULT_REGION": "us-east-1",
        }  # fmt: skip
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        fs = s3fs.S3FileSystem(endpoint_url=settings["AWS_ENDPOINT_URL"], key="x", secret="x")
        fs.mkdir("news")
        fs.pipe_file("news/reports.jsonl", source.read_bytes())
        coded, events = tmp_path / "coded", tmp_path / "events"
        run("code", "s3://news/reports.jsonl", "-o", coded, "--events", events, "--shards", "s3://news/work", "--shard-size", _SIZE,
            "--jobs", 2)  # fmt: skip
        assert (coded.read_bytes(), events.read_bytes()) == undisturbed
        assert len(fs.ls("news/work", refresh=True)) >= 12
        said = run(
            "code",
            "s3://news/reports.jsonl",
            "-o",
            coded,
            "--shards",
            "s3://news/work",
            "--shard-size",
            _SIZE,
            "--jobs",
            2,
        )
        assert "12 of 12 shards done before" in said
    finally:
        server.stop()

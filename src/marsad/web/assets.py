"""The app's files, as Vite built them, and the page that loads them.

Names of built files carry a digest of their content, so they never change; the page itself is asked for anew
every time. Files stand in a table made at the start: a path in a request is looked up, never opened.
"""

from __future__ import annotations

import gzip
import mimetypes
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

HOME = Path(__file__).resolve().parent / "static"
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".json": "application/json",
          ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}  # fmt: skip
_MISSING = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Marsad</title>
<body><h1>The app is not built</h1><p>This copy of Marsad comes from its repository. Build the app once with
<code>make app</code>, then start <code>marsad serve</code> again. The API works: <a href="/api/v1/openapi.json">
its description</a>.</p></body></html>"""


class Asset(Struct, frozen=True):
    body: bytes
    zipped: bytes | None
    media: str
    tag: str


def built() -> bool:
    """Whether the app has been built."""
    return (HOME / "index.html").is_file()


def load(home: Path = HOME) -> dict[str, Asset]:
    """Every built file by its path in the URL."""
    out = {}
    for file in sorted(home.rglob("*")) if home.is_dir() else ():
        if file.is_file() and file.name != ".gitignore":
            body = file.read_bytes()
            media = (
                _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            )
            packed = file.suffix not in (".woff2", ".png")
            zipped = gzip.compress(body, 6, mtime=0) if packed and len(body) > 1000 else None
            out["/" + file.relative_to(home).as_posix()] = Asset(
                body, zipped, media, f'"{sha256(body).hexdigest()[:16]}"'
            )
    return out


def answer(request: Request, assets: dict[str, Asset]) -> Response:
    """A built file, or the page for any of the app's own addresses."""
    path = request.url.path
    found = assets.get(path)
    if found is None and "." in path.rsplit("/", 1)[-1]:
        return Response("There is no such file.\n", 404, media_type="text/plain")
    if found is None:
        found = assets.get("/index.html")
    if found is None:
        return Response(_MISSING, 503, media_type="text/html")
    fixed = path.startswith("/assets/")
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable" if fixed else "no-cache",
        "ETag": found.tag,
        "Vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    if found.zipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.zipped, media_type=found.media, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.body, media_type=found.media, headers=headers)

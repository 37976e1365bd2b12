"""``marsad serve``: the observatory in a browser; ``marsad users``: who may log in beyond this machine."""

from __future__ import annotations

import atexit
import getpass
import ipaddress
import secrets
import shutil
import socket
import sys
import tempfile
from pathlib import Path

import click

from marsad.archive.file import reading, writing
from marsad.cli.archive import archive_option
from marsad.cli.demo import SAMPLE
from marsad.errors import ArchiveError
from marsad.web.users import ROLES, SHORTEST, Granted, Users, beside

_TLS = """Passwords and reports would cross the network unencrypted. Put TLS before it, for example with Caddy:
   observatory.example.org {{
       reverse_proxy 127.0.0.1:{port}
   }}
and start: marsad serve --login --behind-tls"""


@click.command()
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--login", is_flag=True, help="Ask for a password on this machine too: for a proxy before it.")
@click.option("--behind-tls", is_flag=True, help="A proxy speaks TLS: cookies are for https alone.")
@click.option("--publish", is_flag=True, help="For the public: reviewed events alone, places coarse, persons unnamed,"
              " no texts, nothing can be changed.")  # fmt: skip
@click.option("--no-login", "open_", is_flag=True, help="With --publish: readers need no password.")
@click.option("--by", "who", metavar="NAME", envvar="MARSAD_REVIEWER", show_envvar=True,
              help="Who decides, where no login is asked for; the user of this system if not said.")  # fmt: skip
@click.option(
    "--sample", is_flag=True, help="Over the bundled sample, in an archive that goes when Marsad stops."
)
@click.option("--tiles", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="A base map of your own, as PMTiles.")  # fmt: skip
@click.option("--open", "browse", is_flag=True, help="Open the page in the browser.")
def serve(
    archive: Path, host: str, port: int, login: bool, behind_tls: bool, publish: bool, open_: bool,
    who: str | None, sample: bool, tiles: Path | None, browse: bool,
) -> None:  # fmt: skip
    """Open the observatory: a page on this machine that shows the archive and takes reviews.

    It listens on 127.0.0.1 and asks for no password. On any other address it does: make users first, with
    marsad users add. An archive that does not exist yet is made, to be filled from the page.
    """
    import uvicorn

    from marsad.web import assets
    from marsad.web.access import Access, new_token
    from marsad.web.app import make

    if open_ and not publish:
        raise click.UsageError("--no-login goes with --publish: whoever can change something must log in.")
    if sample:
        archive = Path(tempfile.mkdtemp(prefix="marsad-")) / "sample.db"
        atexit.register(shutil.rmtree, archive.parent, ignore_errors=True)
    local = _is_loopback(host)
    login = login or behind_tls or not local
    if not archive.exists():
        with writing(archive):
            pass
    with reading(archive):
        pass
    users = _users(archive, login)
    if login and not users.users() and not (publish and open_):
        raise click.UsageError(
            "beyond this machine a password is asked for, and nobody has one yet.\n"
            f"Make a user first: marsad users add NAME --role admin --archive {archive}"
        )
    access = Access(
        users=users, login=login, token=new_token(), who=who or _user(), publish=publish, secure=behind_tls,
        open_=publish and open_, tiles=tiles,
    )  # fmt: skip
    app = make(archive, access, zip_=not local or behind_tls)
    if sample:
        click.echo("Reading the bundled sample ...", err=True)
        app.jobs.finish("sample.jsonl", (SAMPLE / "reports.jsonl").read_bytes(), access.who)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise click.ClickException(f"{host}:{port} cannot be listened on: {error.strerror}.") from None
        port = listening.getsockname()[1]
        url = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        click.echo(f"Marsad is at {url} (archive {archive}). Stop it with Ctrl+C.", err=True)
        if not assets.built():
            click.echo("The app is not built; only the API answers. Build it with: make app", err=True)
        if login and not behind_tls:
            click.echo(_TLS.format(port=port), err=True)
        if browse:
            click.launch(url)
        app.store.state()
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="off",
            proxy_headers=behind_tls, forwarded_allow_ips="127.0.0.1", timeout_graceful_shutdown=3,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])


def _users(archive: Path, login: bool) -> Users:
    try:
        return Users(beside(archive))
    except ArchiveError:
        if login:
            raise
        return Users(None)  # a read-only folder: nothing to log in to, and the log lives with the process


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"


@click.group()
def users() -> None:
    """Say who may log in to marsad serve, and as what.

    A reader reads; a reviewer also adds reports and decides; an admin also sees the log of who did what. Users
    are kept in a file beside the archive, passwords as argon2 hashes.
    """


@users.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@archive_option
def add(name: str, role: Granted, password_stdin: bool, archive: Path) -> None:
    """Make a user, or give one another role and password. The password is asked for."""
    if not name.strip() or len(name) > 100 or any(ord(char) < 32 for char in name):
        raise click.UsageError("A name is 1 to 100 printable characters.")
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(password) < SHORTEST:
        hint = secrets.token_urlsafe(12)
        raise click.UsageError(f"A password has at least {SHORTEST} characters; for example {hint}")
    Users(beside(archive)).put(name.strip(), role, password)
    click.echo(f"{name.strip()} may log in as {role}.", err=True)


@users.command("list")
@archive_option
def list_(archive: Path) -> None:
    """List users and their roles."""
    for one in Users(beside(archive)).users():
        click.echo(f"{one.name}\t{one.role}\tsince {one.made[:10]}")


@users.command()
@click.argument("name")
@archive_option
def remove(name: str, archive: Path) -> None:
    """Remove a user; their sessions end. What they decided stays on record."""
    if not Users(beside(archive)).remove(name):
        raise click.ClickException(f"there is no user {name!r}.")
    click.echo(f"{name} may no longer log in.", err=True)

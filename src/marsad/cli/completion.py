"""``marsad completion``: the script that makes a shell complete marsad's commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash   marsad completion bash > ~/.local/share/bash-completion/completions/marsad
    zsh    marsad completion zsh > "${fpath[1]}/_marsad"
    fish   marsad completion fish > ~/.config/fish/completions/marsad.fish
    """
    found = get_completion_class(shell)
    assert found is not None
    root = ctx.find_root()
    # The source is a template of click's: it asks no shell and no version until it is used.
    made = found(root.command, {}, "marsad", "_MARSAD_COMPLETE")
    click.echo(made.source_template % made.source_vars())

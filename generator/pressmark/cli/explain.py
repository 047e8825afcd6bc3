"""The command that explains findings: the id of a rule in; its explanation, or all of them, out."""

from __future__ import annotations

import click

from pressmark.base.spellings import nearest


@click.command(
    help="""Explain the rules behind findings, by their ids.

    Without an id, all rules are listed.
    """,
    epilog="Example: pressmark explain PM301",
)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--markdown", is_flag=True, help="Print the page of all rules, docs/findings.md.")
@click.option("--settings", is_flag=True, help="Print the page of settings, docs/settings.md.")
def explain(ids: tuple[str, ...], markdown: bool, settings: bool) -> None:
    from pressmark.base.rules import table

    if settings:
        from pressmark.site.settings_page import page

        click.echo(page(), nl=False)
        return
    if markdown:
        click.echo(table.page(), nl=False)
        return
    if not ids:
        for group in table.GROUPS:
            click.echo(f"{group}:")
            for rule in table.rules_of(group):
                click.echo(f"  {rule.id}  {rule.title}")
        return
    for name in ids:
        if name.upper() not in table.RULES:
            guess = nearest(name.upper(), table.RULES)
            raise click.UsageError(
                f"{name!r} is not a rule.{f' Did you mean {guess}?' if guess else ''} "
                "List them all: pressmark explain"
            )
    click.echo("\n".join(table.explanation(table.RULES[name.upper()]) for name in ids), nl=False)

"""mkdocs.yml in, with what it inherits from and what the environment holds; its settings out.

Whoever draws the site reads the file again, by its own rules; these are the ones that all share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yaml_env_tag import construct_env_tag

from pressmark.base.errors import BuildError
from pressmark.site.settings import site_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pressmark.site.settings import Site

Settings = dict[str, Any]


class _ConfigurationLoader(yaml.CSafeLoader):
    """Reads `!ENV` as MkDocs does, and keeps what has any other tag as the node that it is."""


_ConfigurationLoader.add_constructor("!ENV", construct_env_tag)
_ConfigurationLoader.add_multi_constructor("", lambda _, __, node: node)


class _Dumper(yaml.CSafeDumper):
    """Writes such a node as it was."""


_Dumper.add_multi_representer(yaml.Node, lambda _, node: node)


def read(config_file: Path) -> Settings:
    """The settings of a configuration and of those that it inherits from, its own before theirs.

    Raises `BuildError` for one that can't be read.
    """
    merged: Settings = {}
    for _, settings in reversed([*parts(config_file)]):
        _merge(merged, settings)
    return merged


def site_of(config_file: Path) -> Site:
    """What a configuration says of its site. Raises `BuildError` where it can't be read."""
    return site_from(read(config_file))


def text_of(settings: Settings) -> str:
    """Settings as a file holds them. Values of the environment stand in it."""
    return yaml.dump(settings, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


def parts(config_file: Path) -> Iterator[tuple[Path, Settings]]:
    """The configuration and those that it inherits from, each with the settings in it.

    Raises `BuildError` for one that can't be read.
    """
    seen: set[Path] = set()
    while config_file not in seen:
        seen.add(config_file)
        settings = _parsed(config_file)
        inherited = settings.pop("INHERIT", None)
        yield config_file, settings
        if not isinstance(inherited, str):
            return
        config_file = config_file.parent / inherited


def _parsed(file: Path) -> Settings:
    try:
        settings = yaml.load(file.read_bytes(), Loader=_ConfigurationLoader)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BuildError(f"{file} can't be read: {error}") from error
    if not isinstance(settings, dict):
        raise BuildError(f"{file} holds no settings: write 'name: value', one a line")
    return settings


def _merge(settings: Settings, over: Settings) -> None:
    """Put `over` over settings, mapping by mapping."""
    for name, value in over.items():
        below = settings.get(name)
        if isinstance(below, dict) and isinstance(value, dict):
            _merge(below, value)
        else:
            settings[name] = value

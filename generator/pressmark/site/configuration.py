"""mkdocs.yml in, with what it inherits from and what the environment holds; its settings out.

Whoever draws the site reads the file again, by its own rules; these are the ones that all share.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from yaml_env_tag import construct_env_tag

from pressmark.base.disk import check_file, real_path
from pressmark.base.errors import BuildError
from pressmark.base.findings import Finding, InvalidLibraryError, shown, utf8_text
from pressmark.base.models import InvalidValuesError
from pressmark.base.rules.files import FORBIDDEN_CHARACTER, INVALID_YAML, NESTED_TOO_DEEPLY
from pressmark.base.rules.rule import BrokenRuleError, Rule
from pressmark.base.rules.settings import INVALID_SETTING, UNKNOWN_SETTING
from pressmark.base.shallow_yaml import ShallowLoader, TooDeepError, check_aliases
from pressmark.base.spellings import nearest
from pressmark.site import settings
from pressmark.site.mkdocs_checks import SettingFault, faults_of
from pressmark.site.plugins import (
    PRESSMARK,
    is_own_hook,
    named_plugins,
    refused_hooks,
    refused_plugins,
)
from pressmark.site.settings import site_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pressmark.library.loading.source_setting import SourceFile
    from pressmark.site.settings import Site

Settings = dict[str, Any]
DEFAULTS = Path(__file__).with_name("defaults.yml")
# Lists of the defaults that a library's own are added to.
_ADDED = ("extra_css", "markdown_extensions")
# What belongs in the place of a setting, by what pydantic calls the fault.
_EXPECTED = {
    "bool_type": "true or false, without quotes",
    "string_type": "text, in quotes where it looks like a number",
    "list_type": "a list",
    "dict_type": "'name: value' lines",
    "dataclass_type": "a path, or 'file: path' and further lines",
    "missing": "a 'file' with a path",
}


class _ConfigurationLoader(ShallowLoader):
    """Reads `!ENV` as MkDocs does, and keeps what has any other tag as the node that it is."""


def _checked(loader: Any, node: yaml.ScalarNode) -> Any:
    """A number or a day, as YAML has them; one that there is not is an error with its place."""
    try:
        return yaml.CSafeLoader.yaml_constructors[node.tag](loader, node)
    except (ValueError, OverflowError) as error:
        value = shown(node.value)
        problem = f"{value} looks like a number or a day, and is none ({error})"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None


_ConfigurationLoader.add_constructor("!ENV", construct_env_tag)
for _kind in ("int", "float", "timestamp"):
    _ConfigurationLoader.add_constructor(f"tag:yaml.org,2002:{_kind}", _checked)
_ConfigurationLoader.add_multi_constructor("", lambda _, __, node: node)


class _Dumper(yaml.CSafeDumper):
    """Writes such a node as it was."""


_Dumper.add_multi_representer(yaml.Node, lambda _, node: node)


def read(config_file: Path) -> Settings:
    """The settings of a library: those of its configuration over the defaults.

    Raises `BuildError` for a configuration that can't be read, and `InvalidLibraryError` with what
    is wrong with its settings.
    """
    own = own_settings(config_file)
    findings = findings_at(config_file, faults_of(own, config_file.absolute().parent))
    try:
        check(own.get("extra"), config_file)
    except InvalidLibraryError as error:
        findings += error.findings
    if findings:
        raise InvalidLibraryError(findings)
    return over_defaults(own)


def own_settings(config_file: Path) -> Settings:
    """The settings of a configuration and of those that it inherits from, its own before theirs.

    Raises `BuildError` for one that can't be read.
    """
    merged: Settings = {}
    for _, part in reversed([*parts(config_file)]):
        _merge(merged, part)
    return merged


@cache
def _defaults() -> Settings:
    values: Settings = yaml.load(DEFAULTS.read_bytes(), Loader=yaml.CSafeLoader)
    return values


def defaults() -> Settings:
    """What a configuration need not say, from defaults.yml beside this module."""
    return {**_copied(_defaults()), "extra": {"footer_only": [*settings.FOOTER_ONLY]}}


def over_defaults(own: Settings) -> Settings:
    """A library's own settings over the defaults, mapping by mapping. Its own style sheets and
    Markdown extensions follow those of the defaults; any other list takes their place."""
    merged = defaults()
    own = {key: value for key, value in own.items() if value is not None}
    if isinstance(own.get("theme"), str):
        own["theme"] = {"name": own["theme"]}
    for key in _ADDED:
        if isinstance(values := own.get(key), list):
            named = {_name(value) for value in values}
            own[key] = [*(value for value in merged[key] if _name(value) not in named), *values]
    _merge(merged, own)
    if merged.get("repo_url") and not merged["extra"].get("repository"):
        merged["extra"]["repository"] = merged["repo_url"]
    return merged


def _name(value: Any) -> str:
    """The name of a style sheet or of an extension, which may have options."""
    return str(next(iter(value), "") if isinstance(value, Mapping) else value)


def sources_of(config_file: Path) -> tuple[SourceFile, ...]:
    """The files that a configuration names as sources of papers.

    Raises as `read` does.
    """
    extra = own_settings(config_file).get("extra")
    check(extra, config_file)
    if not extra or not extra.get("sources"):
        return ()
    from pressmark.library.loading.source_setting import Setting, SourceFile

    sources, places = [], _SettingPlaces(config_file)
    for place, source in enumerate(settings.Settings.of(extra).sources):
        file, line = places.of(("extra", "sources", place))
        where = Setting(file, line, f"extra.sources[{place + 1}]")
        path = real_path(config_file.absolute().parent / source.file)
        sources.append(SourceFile(path, where, source.ids == "keys", source.theme))
    return tuple(sources)


def publishes_abstracts(config_file: Path) -> bool:
    """Whether the library's abstracts are to be published. Raises as `read` does."""
    extra = own_settings(config_file).get("extra")
    check(extra, config_file)
    return settings.Settings.of(extra or {}).abstracts == "publish"


def check(extra: Any, config_file: Path) -> None:
    """Raises `InvalidLibraryError` for what is wrong with the settings in `extra`, by the file and
    line that they are on in a configuration or in one that it inherits from."""
    if extra is None:
        return
    if not isinstance(extra, Mapping):
        expected = "'name: value' lines"
        values = {"value": shown(extra), "expected": expected}
        raise InvalidLibraryError([finding_at(INVALID_SETTING, config_file, ("extra",), values)])
    try:
        settings.Settings.of(extra)
    except InvalidValuesError as error:
        raise InvalidLibraryError(findings_at(config_file, map(_fault, error.faults))) from None


def _fault(fault: Any) -> SettingFault:
    path = ("extra", *fault["loc"])
    value = shown(fault["input"])
    if fault["type"] == "unexpected_keyword_argument":
        keys = settings.known_keys(path[1:-1])
        near = nearest(str(path[-1]), keys)
        return SettingFault(UNKNOWN_SETTING, path, {"near": near, "keys": ", ".join(keys)})
    if fault["type"] == "value_error" and isinstance(
        error := fault["ctx"]["error"], BrokenRuleError
    ):
        return SettingFault(error.rule, path, {"value": value, **error.values})
    expected = _EXPECTED.get(fault["type"], f"a valid value ({fault['msg']})")
    return SettingFault(INVALID_SETTING, path, {"value": value, "expected": expected})


def finding_at(
    rule: Rule, config_file: Path, path: tuple[str | int, ...], values: Mapping[str, object]
) -> Finding:
    """A finding about the setting at a path, such as `("extra", "sources", 0)`, with its file and
    line."""
    (finding,) = findings_at(config_file, [SettingFault(rule, path, values)])
    return finding


def findings_at(config_file: Path, faults: Iterable[SettingFault]) -> list[Finding]:
    """Faults of settings as findings with their files and lines; the files are read once."""
    places: _SettingPlaces | None = None
    findings = []
    for rule, path, values in faults:
        places = places or _SettingPlaces(config_file)
        file, line = places.of(path)
        field = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
        findings.append(Finding.of(rule, file, line, field[1:], **values))
    return findings


class _SettingPlaces:
    """Finds where settings are in a configuration and those that it inherits from."""

    def __init__(self, config_file: Path) -> None:
        self._config_file = config_file
        self._roots = [
            (file, yaml.compose(file.read_bytes(), Loader=yaml.CSafeLoader))
            for file, _ in parts(config_file)
        ]
        self._children: dict[int, Mapping[Any, tuple[Any, Any]]] = {}

    def of(self, path: tuple[str | int, ...]) -> tuple[Path, int]:
        """The file, as seen from the current folder, and the line of the value at `path`, or of
        what is nearest around it: in the first of the files that has the most of the path."""
        deepest = (0, self._config_file, 1)
        for file, root in self._roots:
            node = root
            for depth, part in enumerate(path, 1):
                children = self._children_of(node)
                if part not in children:
                    break
                key, node = children[part]
                if depth > deepest[0]:
                    deepest = (depth, file, key.start_mark.line + 1)
        file, here = deepest[1].absolute(), Path.cwd()
        return (file.relative_to(here) if file.is_relative_to(here) else file), deepest[2]

    def _children_of(self, node: Any) -> Mapping[Any, tuple[Any, Any]]:
        """What is in a list or a mapping, by place or key, each with where it begins."""
        children = self._children.get(id(node))
        if children is None:
            children = {}
            if isinstance(node, yaml.MappingNode):
                children = {key.value: (key, value) for key, value in node.value
                            if isinstance(key, yaml.ScalarNode)}  # fmt: skip
            elif isinstance(node, yaml.SequenceNode):
                children = {place: (item, item) for place, item in enumerate(node.value)}
            self._children[id(node)] = children
        return children


def would_be_replaced(config_file: Path) -> bool:
    """Whether MkDocs, given that configuration, would put a site of its own in the place of the
    library's: it can read it, and is told nothing of pressmark."""
    own = own_settings(config_file)
    if not own.get("docs_dir"):
        return False
    hooks = [config_file.parent / str(hook) for hook in own.get("hooks") or ()]
    named = {name for _, name in named_plugins(own.get("plugins"))}
    return PRESSMARK not in named and not any(map(is_own_hook, hooks))


def has_unknown_plugins(config_file: Path) -> bool:
    """Whether a configuration, which is sound, has plugins or hooks run that are not known."""
    own = own_settings(config_file)
    hooks = refused_hooks(own.get("hooks"), config_file.parent, ())
    return any(refused_plugins(own.get("plugins"), ())) or any(hooks)


def plugin_faults(config_file: Path, rule: Rule, **values: str) -> list[Finding]:
    """A finding of that rule for each plugin and hook of a configuration but pressmark."""
    own = own_settings(config_file)
    named = [
        (("plugins", *place), name)
        for place, name in named_plugins(own.get("plugins"))
        if name != PRESSMARK
    ]
    named += [(("hooks", place), str(hook)) for place, hook in enumerate(own.get("hooks") or ())]
    faults = (SettingFault(rule, place, {**values, "name": name}) for place, name in named)
    return findings_at(config_file, faults)


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
    while True:
        if (place := real_path(config_file)) in seen:
            raise BuildError(f"{config_file} inherits from itself: remove INHERIT from it")
        seen.add(place)
        settings = _parsed(config_file)
        inherited = settings.pop("INHERIT", None)
        yield config_file, settings
        if inherited is None:
            return
        if not isinstance(inherited, str):
            raise BuildError(f"{config_file}: INHERIT is {shown(inherited)}. Write one path")
        config_file = config_file.parent / inherited


def _parsed(file: Path) -> Settings:
    try:
        check_file(file)
        raw = file.read_bytes()
    except OSError as error:
        raise BuildError(f"{file} can't be read: {error.strerror}") from error
    try:
        text = utf8_text(raw, file)
        # A command asks for its settings several times, and may change what it is given.
        settings = _copied(_constructed(text, frozenset(os.environ.items())))
    except InvalidLibraryError as error:
        raise BuildError(str(error)) from None
    except yaml.YAMLError as error:
        raise BuildError(str(_yaml_finding(text, error, file))) from None
    if not isinstance(settings, dict):
        raise BuildError(f"{file} holds no settings: write 'name: value', one per line")
    return settings


@lru_cache(maxsize=8)
def _constructed(text: str, environment: frozenset[tuple[str, str]]) -> Any:
    """What a configuration holds, with the values that it takes from this environment."""
    loader: Any = _ConfigurationLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        check_aliases(node)
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _copied(value: Any) -> Any:
    """The same, with lists and mappings of its own."""
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [*map(_copied, value)] if isinstance(value, list) else value


def _yaml_finding(text: str, error: yaml.YAMLError, file: Path) -> Finding:
    """What is wrong with a text that the parser refused with that error."""
    if isinstance(error, TooDeepError):
        line = error.problem_mark.line if error.problem_mark else 0
        return Finding.of(NESTED_TOO_DEEPLY, file, line + 1)
    if isinstance(error, yaml.reader.ReaderError):
        line = text.encode().count(b"\n", 0, error.position)
        return Finding.of(FORBIDDEN_CHARACTER, file, line + 1, code=error.character)
    from pressmark.library.readers.yaml_faults import yaml_fault  # few texts have one

    fault = yaml_fault(text, error)
    return Finding.of(INVALID_YAML, file, fault.line + 1, **fault.words)


def _merge(settings: Settings, over: Settings) -> None:
    """Put `over` over settings, mapping by mapping."""
    for name, value in over.items():
        below = settings.get(name)
        if isinstance(below, dict) and isinstance(value, dict):
            _merge(below, value)
        else:
            settings[name] = value

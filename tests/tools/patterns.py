"""The package's code in; its regular expressions with how each is used out, and texts that take a
bad one long.

A pattern is bad where its steps grow with the square of a text: where two of its repeats can share
it in many ways, or where each place of a run is tried as the start of one.
"""

from __future__ import annotations

import ast
import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pybtex.scanner import Pattern

import pressmark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PACKAGE = Path(pressmark.__file__).parent
# How a pattern looks at a text: from one place only, or from all of them.
AT_A_PLACE, ANYWHERE = frozenset({"match", "fullmatch"}), "search"
_FUNCTIONS = {
    "compile",
    "search",
    "match",
    "fullmatch",
    "split",
    "findall",
    "finditer",
    "sub",
    "subn",
}
# Modules that only run as a program, or draw with one that may not be installed.
_NOT_IMPORTED = frozenset({"__main__"})
_LETTERS = "aA0 .,-_/\\(){}[]<>\"'`$^*~:;=&#%@!?+|\n\té"
_MOST_PUMPS = 6
_LONG = 100
# So deep lists are looked into, and so many of their items.
_DEEPEST, _MOST_ITEMS = 4, 200


@dataclass
class Usage:
    """A regular expression of the package: where it is, and the methods that are called of it."""

    place: str
    pattern: re.Pattern[Any]
    methods: set[str] = field(default_factory=set)

    @property
    def ways(self) -> list[str]:
        """The methods that show how long it can take; one stands for all that look everywhere."""
        ways = sorted(self.methods & AT_A_PLACE)
        return ways if self.methods and self.methods <= AT_A_PLACE else [*ways, ANYWHERE]


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package, by name, as its source is parsed."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("pressmark", *path.relative_to(PACKAGE).with_suffix("").parts)
        if parts[-1] not in _NOT_IMPORTED:
            name = ".".join(parts).removesuffix(".__init__")
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def usages() -> tuple[list[Usage], list[str]]:
    """Every regular expression of the package, and the places of those that are made anew at each
    call, of what is known only then."""
    trees = dict(modules())
    methods = _methods(trees)
    found: list[Usage] = []
    made_anew: list[str] = []
    for name, tree in trees.items():
        module = import_module(name)
        for variable, pattern, method in _patterns(vars(module), name):
            of_variable = {method} if method else methods.get((name, variable), {ANYWHERE})
            found.append(Usage(f"{name}.{variable}", pattern, of_variable))
        for node in _calls(tree):
            place = f"{name}:{node.lineno}"
            try:
                constant = _evaluated(node, vars(module))
            except NameError:
                made_anew.append(f"{name}: {ast.unparse(node.args[0])}")
            else:
                if constant is not None:
                    method = node.func.attr  # type: ignore[attr-defined]
                    found.append(Usage(place, constant, {method} - {"compile"}))
    return _once(found), sorted({*made_anew})


def _once(found: Sequence[Usage]) -> list[Usage]:
    """Each pattern once, with all that is done with it."""
    by_pattern: dict[re.Pattern[Any], Usage] = {}
    for usage in found:
        held = by_pattern.setdefault(usage.pattern, usage)
        held.methods = held.methods | usage.methods
    return [*by_pattern.values()]


def _patterns(values: dict[str, Any], module: str) -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """The patterns of a module's variables and of its classes', those in lists and mappings too;
    with the method of those that are looked for in one way, whoever has them."""
    for name, value in values.items():
        if isinstance(value, type) and value.__module__ == module:
            yield from _patterns(dict(vars(value)), module)
        elif isinstance(value, Pattern):  # pybtex's, of which a scanner takes what stands next
            yield name, value.match.__self__, "match"
        else:
            for pattern in _within(value, 0):
                yield name, pattern, ""


def _within(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < _DEEPEST and isinstance(value, tuple | list | dict):
        items = value.values() if isinstance(value, dict) else value
        for item in islice(items, _MOST_ITEMS):
            yield from _within(item, depth + 1)


def _methods(trees: Mapping[str, ast.Module]) -> dict[tuple[str, str], set[str]]:
    """By a variable's module and name: the methods of a pattern that are called of it, wherever
    that is; one that is handed on may be looked for anywhere."""
    methods: dict[tuple[str, str], set[str]] = {}
    for module, tree in trees.items():
        origins = {
            name.asname or name.name: (node.module or "", name.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        called: dict[int, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _FUNCTIONS:
                called[id(node.value)] = node.attr
        for node in ast.walk(tree):
            name = ""
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                name = node.id
            elif isinstance(node, ast.Attribute) and id(node) in called:  # self.pattern.match
                name = node.attr
            if name:
                method = called.get(id(node), ANYWHERE)
                methods.setdefault(origins.get(name, (module, name)), set()).add(method)
    return methods


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls of functions of `re`; what a module's own variables hold is found there."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _FUNCTIONS
        ):
            yield node


def _evaluated(node: ast.Call, values: dict[str, Any]) -> re.Pattern[Any] | None:
    """The pattern of a call. Raises `NameError` where it is made of what only the call knows."""
    flags = next((word.value for word in node.keywords if word.arg == "flags"), None)
    if flags is None and node.func.attr in ("compile", "search", "match", "fullmatch"):  # type: ignore[attr-defined]
        place = 1 if node.func.attr == "compile" else 2  # type: ignore[attr-defined]
        flags = node.args[place] if len(node.args) > place else None
    pattern, number = (
        eval(compile(ast.Expression(each), "", "eval"), values) if each else 0  # noqa: S307 - ours
        for each in (node.args[0], flags)
    )
    return re.compile(pattern, number) if isinstance(pattern, str | bytes) else None


class Text(NamedTuple):
    """A text of any length: `repeated` over and over between two others."""

    before: str
    repeated: str
    after: str

    def of(self, length: int) -> str:
        """The text of about that length."""
        return self.before + self.repeated * max(length // len(self.repeated), 1) + self.after


def texts(pattern: re.Pattern[Any]) -> list[Text]:
    """Texts on which a pattern would take long, were it bad."""
    source, flags = pattern.pattern, pattern.flags
    if isinstance(source, bytes):
        source = source.decode("latin-1")
    tree = parser.parse(source, flags)
    made: dict[Text, None] = {}
    repeats = (each for spares in (False, True) for each in _repeats(tree, "", spares=spares))
    for before, pumps in repeats:
        for pump in pumps:
            made |= dict.fromkeys(Text(before, pump, after) for after in ("", "\x00", "!"))
            made[Text("", before + pump, "")] = None
        made[Text("", before, "")] = None
    made |= dict.fromkeys(Text("", _sample(tree, choice), "") for choice in range(2))
    made |= dict.fromkeys(Text("", letter, "\x00") for letter in " aA0-({\\\n")
    return [text for text in made if text.repeated]


def _repeats(sequence: Any, before: str, *, spares: bool) -> Iterator[tuple[str, list[str]]]:
    """Every repeat that may be long: what comes before it, which may lack what it `spares`, and
    what it may repeat."""
    for operation, value in sequence:
        if operation in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, most, body = value
            if most > _LONG:
                yield before, _pumps(body)
            yield from _repeats(body, before, spares=spares)
        else:
            for inner in _inner(operation, value):
                yield from _repeats(inner, before, spares=spares)
        before += _sample([(operation, value)], 0, spares=spares)


def _pumps(body: Any) -> list[str]:
    """What a repeat may hold, in several ways."""
    pumps = dict.fromkeys(_sample(body, start) for start in range(4))
    if len(body) == 1:
        operation, value = body[0]
        letters = [letter for letter in _LETTERS if _fits(operation, value, letter)]
        pumps |= dict.fromkeys(letters[:: max(len(letters) // _MOST_PUMPS, 1)])
        words = [letter for letter in letters if letter.isalnum()]
        if words and len(words) < len(letters):  # a word begins at every other place
            between = next(letter for letter in letters if not letter.isalnum())
            pumps[words[0] + between] = None
    return [pump for pump in pumps if pump]


def _inner(operation: Any, value: Any) -> list[Any]:
    """The sequences in a node of a pattern."""
    if operation is codes.BRANCH:
        return list(value[1])
    if operation is codes.SUBPATTERN:
        return [value[-1]]
    if operation in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    if operation is codes.ATOMIC_GROUP:
        return [value]
    if operation is codes.GROUPREF_EXISTS:
        return [each for each in value[1:] if each is not None]
    return []


def _sample(sequence: Any, choice: int, *, spares: bool = False) -> str:
    """A text that a sequence matches, by the first or another of its alternatives; one that spares
    has nothing that may be absent."""
    text = ""
    for operation, value in sequence:
        if operation in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            least, _, body = value
            text += _sample(body, choice, spares=spares) * (least if spares else max(least, 1))
        elif operation is codes.BRANCH:
            text += _sample(value[1][choice % len(value[1])], choice, spares=spares)
        elif operation in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
            text += _sample(_inner(operation, value)[0], choice, spares=spares)
        elif operation in (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY, codes.RANGE):
            fitting = [letter for letter in _LETTERS if _fits(operation, value, letter)]
            if operation is codes.LITERAL:
                text += chr(value)
            elif fitting:
                text += fitting[choice % len(fitting)]
            elif operation is codes.IN:
                text += _first_of(value)
    return text


def _first_of(members: Any) -> str:
    """A letter of a set of unusual ones."""
    for operation, value in members:
        if operation is codes.LITERAL:
            return chr(value)
        if operation is codes.RANGE:
            return chr(value[0])
    return ""


def _fits(operation: Any, value: Any, letter: str) -> bool:
    """Whether a node of one letter matches that letter, case apart."""
    if operation is codes.LITERAL:
        return chr(value) == letter
    if operation is codes.NOT_LITERAL:
        return chr(value) != letter
    if operation is codes.ANY:
        return letter != "\n"
    if operation is codes.RANGE:
        first, last = value
        return bool(first <= ord(letter) <= last)
    if operation is codes.CATEGORY:
        sign = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(value).rsplit("_", 1)[-1]]
        is_of = re.match(sign, letter) is not None
        return is_of != ("NOT" in str(value))
    if operation is codes.IN:
        is_negated = value[0][0] is codes.NEGATE
        is_of = any(_fits(code, each, letter) for code, each in value[is_negated:])
        return is_of != is_negated
    return False


class Literal(NamedTuple):
    """A regular expression of a script: the file, the line, and what JavaScript makes it of."""

    file: str
    line: int
    source: str
    flags: str


# What a script is made of, as far as it tells a pattern from a division: comments, texts, and
# patterns, which stand where no value has just ended.
_TOKEN = re.compile(
    r"""
    //[^\n]* | /\*.*?\*/
  | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*`
  | (?:(?<=[(,=:\[!&|?{};\n])|(?<=return))[ ]*
    (?P<pattern>/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/)(?P<flags>[a-z]*)
    """,
    re.DOTALL | re.VERBOSE,
)


def literals(script: Path) -> Iterator[Literal]:
    """The regular expressions that a script has as they are."""
    text = script.read_text(encoding="utf-8")
    for match in _TOKEN.finditer(text):
        if pattern := match["pattern"]:
            line = text.count("\n", 0, match.start("pattern")) + 1
            yield Literal(script.name, line, pattern[1:-1], match["flags"])

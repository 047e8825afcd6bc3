"""Values by the names of fields in; a record of a dataclass, or all that is wrong with them, out.

What a field may hold is said once, by its annotation: a type, and what goes with it. Values that
are beyond doubt are read here. All others are left to pydantic, which takes some of them after all
and says of the rest what is wrong. Few builds have any, and it takes long to load.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pressmark.base.patterns import compiled_later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic import TypeAdapter

AnyRecord = TypeVar("AnyRecord")
HALVES = compiled_later("[\ud800-\udfff]")


class Model:
    """What a dataclass with slots is derived from whose records are made of values, and of no
    others."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


class _Metadata:
    """What goes with the type of a field, and as what pydantic knows it: that asks for it by the
    protocol of annotated-types, once it is loaded."""

    __is_annotated_types_grouped_metadata__ = True


class After(_Metadata):
    """What gives a value of the type in its plain form. Raises `ValueError` for a wrong one."""

    def __init__(self, check: Callable[[Any], Any]) -> None:
        self.check = check

    def __iter__(self) -> Iterator[Any]:
        from pydantic import AfterValidator

        yield AfterValidator(self.check)


class Before(_Metadata):
    """What makes a value of the type of one that is `written` as another, which may be anything."""

    def __init__(self, reading: Callable[[Any], Any], written: Any = None) -> None:
        self.reading = reading
        self._written = written

    def __iter__(self) -> Iterator[Any]:
        from pydantic import BeforeValidator

        more = {"json_schema_input_type": self._written} if self._written else {}
        yield BeforeValidator(self.reading, **more)


class Longest(_Metadata):
    """How long a text or a list may be."""

    def __init__(self, length: int) -> None:
        self._length = length

    def __iter__(self) -> Iterator[Any]:
        from pydantic.fields import FieldInfo

        yield from FieldInfo(max_length=self._length).metadata

    def check(self, value: Any) -> Any:
        """The same, if it is as short, and no text that has half a character."""
        is_whole = type(value) is not str or value.isascii() or not HALVES.search(value)
        if len(value) > self._length or not is_whole:
            raise _DoubtError
        return value


class Schema(_Metadata):
    """What a JSON Schema says of the values; it checks nothing."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = schema

    def __iter__(self) -> Iterator[Any]:
        from pydantic import WithJsonSchema

        yield WithJsonSchema(self._schema)


class InvalidValuesError(ValueError):
    """Values that make no record: their `faults`, as pydantic has them."""

    def __init__(self, faults: Sequence[Any]) -> None:
        super().__init__("; ".join(f"{fault['loc']}: {fault['msg']}" for fault in faults))
        self.faults = faults


class _DoubtError(ValueError):
    """Raised for a value that is for pydantic to judge."""


def validated(model: type[AnyRecord], values: Mapping[str, Any]) -> AnyRecord:
    """The record of type `model` that `values`, by field, make.

    Raises `InvalidValuesError` with every fault in them.
    """
    record = undoubted(model, values)
    return judged(model, values) if record is None else record


def undoubted(model: type[AnyRecord], values: Mapping[str, Any]) -> AnyRecord | None:
    """That record, if nothing about the values is in doubt."""
    try:
        record: AnyRecord = _record_reader(cast("Any", model))(values)
    except ValueError:
        return None
    return record


def judged(model: type[AnyRecord], values: Mapping[str, Any]) -> AnyRecord:
    """That record as pydantic reads it, whatever the values are. Raises as `validated` does."""
    from pydantic import ValidationError
    from pydantic_core import ArgsKwargs

    record = object.__new__(model)
    try:
        # As pydantic's own dataclasses are made: a strict one would take no dictionary.
        validator, given = adapter(cast("Any", model)).validator, ArgsKwargs((), dict(values))
        validator.validate_python(given, self_instance=record)
    except ValidationError as error:
        raise InvalidValuesError(error.errors(include_url=False)) from None
    return record


@cache
def adapter(model: Any) -> TypeAdapter[Any]:
    """What pydantic makes of a type: it knows its JSON Schema."""
    from pydantic import TypeAdapter

    return TypeAdapter(model)


@cache
def _record_reader(model: Any) -> Callable[[Any], Any]:
    """What reads a record of a dataclass from a dictionary."""
    hints = get_type_hints(model, include_extras=True)
    rows = [
        (
            field.name,
            _reader(hints[field.name]),
            getattr(model, field.name).__set__,
            *_default(field),
        )
        for field in fields(model)
    ]
    names, new = {field.name for field in fields(model)}, object.__new__

    def read(values: Any) -> Any:
        if type(values) is model:
            return values
        if type(values) is not dict or not values.keys() <= names:
            raise _DoubtError
        record = new(model)
        for name, reader, place, default, make in rows:
            if name in values:
                place(record, reader(values[name]))
            elif make:
                place(record, make())
            elif default is MISSING:
                raise _DoubtError
            else:
                place(record, default)
        return record

    return read


def _default(field: Any) -> tuple[Any, Any]:
    """The value of a field that none is given for, and what makes one; one of them at most."""
    make = field.default_factory
    return field.default, None if make is MISSING else make


def _reader(annotation: Any) -> Callable[[Any], Any]:
    """What reads a value of an annotated type."""
    if get_origin(annotation) is not Annotated:
        return _plain_reader(annotation)
    plain, *metadata = get_args(annotation)
    befores = [each.reading for each in reversed(metadata) if isinstance(each, Before)]
    checks = [each.check for each in metadata if isinstance(each, After | Longest)]
    steps = (*befores, _reader(plain), *checks)

    def read(value: Any) -> Any:
        for step in steps:
            value = step(value)
        return value

    return read


def _plain_reader(annotation: Any) -> Callable[[Any], Any]:
    """What reads a value of a type that nothing goes with. Raises `TypeError` for one that no model
    has had yet."""
    kind, parts = get_origin(annotation), get_args(annotation)
    if annotation in (str, bool):
        return _instance_reader(annotation)
    if annotation is Any:
        return lambda value: value
    if is_dataclass(annotation):
        return _record_reader(cast("Any", annotation))
    if kind is tuple:
        return _tuple_reader(_reader(parts[0]))
    if kind is list:
        return _list_reader(_reader(parts[0]))
    if kind is dict:
        return _dict_reader(*map(_reader, parts))
    if kind is UnionType and parts[1] is NoneType:
        return _optional_reader(_reader(parts[0]))
    raise TypeError(f"give {annotation} a reader")


def _instance_reader(kind: type[Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise _DoubtError
        return value

    return read


def _tuple_reader(item: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not list and type(value) is not tuple:
            raise _DoubtError
        return tuple([item(each) for each in value])

    return read


def _list_reader(item: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not list:
            raise _DoubtError
        return [item(each) for each in value]

    return read


def _dict_reader(key: Callable[[Any], Any], item: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise _DoubtError
        return {key(name): item(each) for name, each in value.items()}

    return read


def _optional_reader(item: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else item(value)

"""Problem: what went wrong, as RFC 9457 has it, in the shape of an ordinary exception."""

from __future__ import annotations

import builtins
import re
import string
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard

from httpolite.errors import OptionError, StatusError
from httpolite.headers import can_be_sent
from httpolite.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Headers = Mapping[str, str] | Iterable[tuple[str, str]]

BLANK = "about:blank"
MEMBERS = ("type", "title", "status", "detail", "instance")
# What a subclass has that does not call Problem.__init__.
_UNSET: dict[str, Any] = {
    "type": BLANK,
    "title": None,
    "status": 500,
    "detail": None,
    "instance": None,
    "headers": (),
    "extensions": {},
}
_ALPHA = frozenset(string.ascii_letters)
_NAME = frozenset(string.ascii_letters + string.digits + "_")
_CONTROL = re.compile("[\0-\x08\n-\x1f\x7f]")  # some servers refuse a response with any
_journal = Journal()


class Problem(Exception):  # noqa: N818 - RFC 9457's word for it
    """An error to answer with: raise it, or hand it to `pages.reply()`.

    `status` is from 400 to 599, else StatusError. `title` None stands for the localized phrase.
    Other keywords are extension members (RFC 9457, Section 3.2): a letter, then letters, digits or
    underscores, three characters or more, else OptionError; their values may be anything.

    A subclass names its defaults as class arguments; its annotations are extension members that
    must be given, of that class where the annotation is a plain class:

        class SeatTaken(Problem, status=409, title="Seat taken", detail="Seat {seat} was taken."):
            seat: str
    """

    status: int
    type: str
    title: str | None
    detail: Any
    instance: str | None
    extensions: dict[str, Any]
    headers: tuple[tuple[str, str], ...]

    _defaults: ClassVar[dict[str, Any]] = {}
    _extras: ClassVar[dict[str, Any]] = {}
    _required: ClassVar[dict[str, builtins.type | None]] = {}

    def __init_subclass__(
        cls,
        *,
        headers: Headers = (),
        **defaults: Any,
    ) -> None:
        super().__init_subclass__()
        members = {name: defaults.pop(name) for name in MEMBERS if name in defaults}
        if "status" in members:
            check_status(members["status"])
        _check_names(defaults)
        cls._required = {**cls._required, **_annotated(cls)}
        cls._extras = {**cls._extras, **defaults}
        cls._defaults = {**cls._defaults, **members}
        if headers:
            cls._defaults["headers"] = _pairs(headers)
        _check_template(cls)

    def __init__(  # noqa: PLR0913 - RFC 9457's members, each an optional keyword
        self,
        status: int | None = None,
        *,
        detail: Any = None,
        type: str | None = None,
        title: str | None = None,
        instance: str | None = None,
        headers: Headers = (),
        **extensions: Any,
    ) -> None:
        super().__init__()
        defaults = self._defaults
        self.status = check_status(defaults.get("status", 500) if status is None else status)
        self.type = defaults.get("type", BLANK) if type is None else type
        self.title = defaults.get("title") if title is None else title
        self.instance = defaults.get("instance") if instance is None else instance
        self.headers = _pairs(headers) or defaults.get("headers", ())
        _check_names(extensions)
        self.extensions = {**self._extras, **extensions}
        _check_required(self)
        self.detail = _filled(defaults.get("detail"), self) if detail is None else detail

    @property
    def status_code(self) -> int:
        """The status under the name that Starlette and others look for."""
        return self.status

    def __getattr__(self, name: str) -> Any:
        own = self.__dict__.get("extensions", self._extras)
        if name in own:
            return own[name]
        if name in _UNSET:
            default = {**_UNSET, "extensions": own, **self._defaults}[name]
            return _filled(default, self) if name == "detail" else default
        owner = builtins.type(self).__name__
        raise AttributeError(f"{owner!r} object has no attribute {name!r}")

    def __str__(self) -> str:
        return f"{self.status}" if self.detail is None else f"{self.status}: {self.detail}"

    def __repr__(self) -> str:
        return f"{builtins.type(self).__name__}({self.status}, detail={self.detail!r})"

    # Exception's own way calls the class with `args`, which cannot carry keywords.
    def __reduce__(self) -> tuple[Any, ...]:
        return _bare, (builtins.type(self),), self.__dict__


def as_problem(
    status_or_problem: int | Problem, detail: Any, extensions: Mapping[str, Any]
) -> Problem:
    """Return a problem to respond with; one that is made already takes nothing more."""
    if not isinstance(status_or_problem, Problem):
        return Problem(status_or_problem, detail=detail, **extensions)
    if detail is not None or extensions:
        raise OptionError("respond: a Problem is given its detail and members when it is made")
    return status_or_problem


def problem_for(
    exc: Exception, exceptions: Mapping[type[Exception], Any], journal: Journal = _journal
) -> int | Problem | None:
    """Return the status or problem that an exception stands for; None if it is an unhandled one.

    The most specific class of `exceptions` decides, with a status, a Problem subclass or a
    callable that makes a Problem, or a status, of the exception.
    """
    kind = type(exc)
    if issubclass(kind, Problem):
        return exc  # type: ignore[return-value]
    maker: Any = exceptions.get(kind) or _maker_for(kind, exceptions)
    if maker is None or isinstance(maker, int):
        return maker
    try:
        made = maker() if isinstance(maker, type) else maker(exc)
    except Exception as error:
        said = f"exceptions: {_name_of(maker)} raised and was ignored: {type(error).__name__}"
        journal.once(said, error)
        return None
    if is_error_status(made) or is_problem(made):
        known: int | Problem = made
        return known
    if made is not None:
        journal.once(
            f"exceptions: {_name_of(maker)} returned no Problem and was ignored: {type(made).__name__}"
        )
    return None


def _maker_for(kind: type[Exception], exceptions: Mapping[type[Exception], Any]) -> Any:
    for base in kind.__mro__:  # a generator expression takes four times as long
        if base in exceptions:
            return exceptions[base]
    return None


def _name_of(maker: Any) -> str:
    return getattr(maker, "__qualname__", type(maker).__name__)


def is_problem(value: object) -> TypeGuard[Problem]:
    """Return whether a value is a problem; isinstance would believe what it says of itself."""
    return issubclass(type(value), Problem)


def _bare(cls: type[Problem]) -> Problem:
    return cls.__new__(cls)


def is_error_status(status: object) -> bool:
    """Return whether this is an int from 400 to 599."""
    kind = type(status)  # isinstance would ask the value itself
    number = issubclass(kind, int) and not issubclass(kind, bool)
    return number and 400 <= status <= 599  # type: ignore[operator]


def check_status(status: Any) -> int:
    """Return a status from 400 to 599 as a plain int; any other value is refused."""
    if not is_error_status(status):
        raise StatusError(f"a problem's status is an int from 400 to 599, not {status!r}")
    return int(status)


def status_of(problem: int | Problem, journal: Journal) -> int:
    """Return the status to answer with; 500 if it was changed into none since it was made."""
    try:
        return check_status(problem.status if is_problem(problem) else problem)
    except Exception as error:
        journal.once("500 is sent, for a problem has no status from 400 to 599", error)
        return 500


def _check_names(extensions: Mapping[str, Any]) -> None:
    for name in extensions:
        if len(name) < 3 or name[0] not in _ALPHA or not _NAME.issuperset(name):
            raise OptionError(
                f"{name!r} cannot name an extension member: a letter, then letters, digits or "
                "underscores, three characters or more (RFC 9457, Section 3.2)"
            )


def _annotated(cls: type) -> dict[str, type | None]:
    required: dict[str, type | None] = {}
    for name, annotation in cls.__annotations__.items():
        own = name.startswith("_") or name in Problem.__annotations__
        if not own and "ClassVar" not in str(annotation):
            _check_names({name: None})
            required[name] = _checkable(annotation)
    return required


def _checkable(annotation: Any) -> type | None:
    if isinstance(annotation, str):
        annotation = getattr(builtins, annotation, None)
    if not isinstance(annotation, type):
        return None
    try:
        isinstance(None, annotation)
    except TypeError:  # Any, a TypedDict, a protocol
        return None
    return annotation


def _check_required(problem: Problem) -> None:
    for name, kind in problem._required.items():
        owner = type(problem).__name__
        if name not in problem.extensions:
            raise OptionError(f"{owner} needs {name!r}: {owner}({name}=…)")
        value = problem.extensions[name]
        integral = kind is float and isinstance(value, int)  # will do, as in PEP 484
        if kind is not None and not integral and not isinstance(value, kind):
            raise OptionError(f"{owner}: {name!r} is to be a {kind.__name__}, not {value!r}")


def _check_template(cls: type[Problem]) -> None:
    detail = cls._defaults.get("detail")
    if not isinstance(detail, str):
        return
    try:
        fields = {field for _, field, _, _ in string.Formatter().parse(detail) if field is not None}
    except ValueError as error:
        raise OptionError(f"{cls.__name__}: detail {detail!r} is not a template: {error}") from None
    unknown = fields - cls._required.keys() - cls._extras.keys()
    if unknown:
        raise OptionError(
            f"{cls.__name__}: detail names {', '.join(sorted(unknown))}, which is no member of it"
        )


def _filled(template: Any, problem: Problem) -> Any:
    if not isinstance(template, str):
        return template
    try:
        return template.format_map(problem.extensions)
    except Exception:
        # A value whose own __format__ fails must not turn this problem into another error.
        _journal.once(f"{type(problem).__name__}: its detail could not be filled in")
        return None


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    given: Any = getattr(headers, "items", headers.__iter__)()
    pairs = (_as_text(name, value) for name, value in given)
    return tuple(pair for pair in pairs if pair is not None)


def _as_text(name: object, value: object) -> tuple[str, str] | None:
    """Return a header as it can be sent, else None; space around a value is no part of it."""
    said = "which has no text"
    try:
        said = repr(str(name)[:64])
        pair = str(name), str(value).strip(" \t")
    except Exception as error:
        _journal.once(f"dropped the header {said}: {type(error).__name__}", error)
        return None
    if can_be_sent(*pair) and not _CONTROL.search(pair[1]):
        return pair
    _journal.once(f"dropped the header {said}: it cannot be sent")
    return None

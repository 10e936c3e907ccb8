"""Problem: an ordinary exception with the members of RFC 9457."""

from __future__ import annotations

import contextlib
import copy
import logging
import pickle
import traceback
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypedDict

import pytest
from hypothesis import given

from httpolite import OptionError, Problem, StatusError
from httpolite.problems import as_problem, problem_for
from strategies import any_text, anything, extension_names

if TYPE_CHECKING:
    from collections.abc import Iterator


class SeatTaken(
    Problem,
    status=409,
    type="https://example.com/problems/seat-taken",
    title="Seat taken",
    code="seat-taken",
    detail="Seat {seat} was taken.",
    headers={"Retry-After": "30"},
):
    seat: str


class RowTaken(SeatTaken, status=410, detail="Row {row} is full, {seat} included."):
    row: int


def test_a_problem_is_a_500_that_says_no_more() -> None:
    problem = Problem()
    assert (problem.status, problem.status_code, problem.type) == (500, 500, "about:blank")
    assert (problem.title, problem.detail, problem.instance) == (None, None, None)
    assert (problem.extensions, problem.headers) == ({}, ())


def test_135_a_problem_has_all_the_members() -> None:
    problem = Problem(
        409,
        detail="Taken.",
        type="https://example.com/taken",
        title="Taken",
        instance="/seats/14C",
        headers={"Retry-After": "30"},
        seat="14C",
    )
    assert (problem.status, problem.type) == (409, "https://example.com/taken")
    assert (problem.title, problem.detail, problem.instance) == ("Taken", "Taken.", "/seats/14C")
    assert problem.headers == (("Retry-After", "30"),)
    assert problem.extensions == {"seat": "14C"}
    assert problem.seat == "14C"


@pytest.mark.parametrize("status", [399, 600, 200, 0, -404, True, "404", 404.0, "", b"404"])
def test_118_a_status_outside_400_to_599_is_refused(status: Any) -> None:
    with pytest.raises(StatusError, match="400 to 599"):
        Problem(status)


@pytest.mark.parametrize("status", [400, 499, 599, HTTPStatus.NOT_FOUND])
def test_118_any_status_from_400_to_599_will_do(status: int) -> None:
    assert type(Problem(status).status) is int
    assert Problem(status).status == status


@pytest.mark.parametrize(
    "name", ["id", "a1", "_seat", "1seat", "se-at", "se at", "séat", "", "a.b"]
)
def test_138_an_extension_has_a_name_of_rfc_9457(name: str) -> None:
    extension: Any = {name: 1}
    with pytest.raises(OptionError, match=r"RFC 9457, Section 3\.2"):
        Problem(409, **extension)


@given(extension_names, anything)
def test_138_an_extension_may_have_any_value(name: str, value: object) -> None:
    extension: Any = {name: value}
    assert Problem(409, **extension).extensions[name] is value


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (Problem(404), "404"),
        (Problem(404, detail="No seat 14C."), "404: No seat 14C."),
        (SeatTaken(seat="14C"), "409: Seat 14C was taken."),
    ],
)
def test_str_is_status_and_detail(problem: Problem, words: str) -> None:
    assert str(problem) == words


def test_repr_names_the_class() -> None:
    assert repr(SeatTaken(seat="14C")) == "SeatTaken(409, detail='Seat 14C was taken.')"


def test_two_problems_are_never_equal() -> None:
    one, other = Problem(404), Problem(404)
    assert one != other
    assert len({one, other}) == 2


def test_an_attribute_that_is_no_extension_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'SeatTaken' object has no attribute 'row'"):
        _ = SeatTaken(seat="14C").row
    assert not hasattr(Problem(404), "__len__")


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "30", "X-Two": "2"},
        [("Retry-After", "30"), ("X-Two", "2")],
        (pair for pair in [("Retry-After", "30"), ("X-Two", "2")]),
        {"Retry-After": 30, "X-Two": 2},
    ],
)
def test_headers_are_a_mapping_or_pairs_in_and_str_pairs_out(headers: Any) -> None:
    assert Problem(503, headers=headers).headers == (("Retry-After", "30"), ("X-Two", "2"))


def test_109_a_header_may_come_twice() -> None:
    pairs = (("WWW-Authenticate", "Basic"), ("WWW-Authenticate", "Bearer"))
    assert Problem(401, headers=pairs).headers == pairs


@pytest.mark.parametrize("bad", ["\r", "\n", "\0"])
def test_22_a_header_that_would_split_the_reply_is_dropped_and_told_once(
    bad: str, caplog: pytest.LogCaptureFixture
) -> None:
    name = f"x-split-{ord(bad)}"
    for _ in range(2):
        pairs = [(name, f"a{bad}b: c"), ("X-Good", "1"), (f"{name}{bad}", "v")]
        assert Problem(400, headers=pairs).headers == (("X-Good", "1"),)
    told = [record for record in caplog.records if f"'{name}'" in record.getMessage()]
    assert len(told) == 1


# Subclasses


def test_a_subclass_names_its_defaults() -> None:
    problem = SeatTaken(seat="14C")
    assert (problem.status, problem.title) == (409, "Seat taken")
    assert problem.type == "https://example.com/problems/seat-taken"
    assert problem.detail == "Seat 14C was taken."
    assert problem.extensions == {"code": "seat-taken", "seat": "14C"}
    assert problem.headers == (("Retry-After", "30"),)


def test_what_is_given_outranks_the_default() -> None:
    problem = SeatTaken(
        410,
        type="/taken",
        title="Gone",
        detail="No.",
        instance="/x",
        headers={"X-One": "1"},
        seat="1",
        code="c",
    )
    assert (problem.status, problem.type, problem.title) == (410, "/taken", "Gone")
    assert (problem.detail, problem.instance) == ("No.", "/x")
    assert problem.headers == (("X-One", "1"),)
    assert problem.extensions == {"code": "c", "seat": "1"}


def test_a_subclass_of_a_subclass_adds_to_it() -> None:
    problem = RowTaken(seat="14C", row=14)
    assert (problem.status, problem.title) == (410, "Seat taken")
    assert problem.detail == "Row 14 is full, 14C included."
    assert SeatTaken(seat="14C").status == 409


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({}, r"SeatTaken needs 'seat': SeatTaken\(seat=…\)"),
        ({"seat": 14}, "SeatTaken: 'seat' is to be a str, not 14"),
        ({"seat": None}, "'seat' is to be a str, not None"),
    ],
)
def test_an_annotated_member_must_be_given_and_of_its_class(
    members: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(OptionError, match=sentence):
        SeatTaken(**members)


def test_a_class_argument_is_the_default_of_an_annotated_member() -> None:
    class AnyTaken(Problem, status=409, seat="some"):
        seat: str

    assert AnyTaken().seat == "some"


def plain_annotations() -> type[Problem]:
    """Make a class whose annotations are classes, as without the `__future__` import."""

    class Shape(TypedDict):
        width: int

    class Sized(Protocol):
        width: int

    annotations = {
        "seat": str,
        "price": float,
        "maybe": str | None,
        "names": list[str],
        "whatever": Any,
        "shape": Shape,
        "proto": Sized,
        "_private": int,
        "counter": ClassVar[int],
    }
    return type("Priced", (Problem,), {"__annotations__": annotations}, status=402)


def test_annotations_that_are_no_plain_class_are_required_but_not_checked() -> None:
    kind = plain_annotations()
    rest: Any = {"maybe": None, "names": 5, "whatever": 5, "shape": 5, "proto": 5}
    assert kind(seat="1", price=1.5, **rest).names == 5
    with pytest.raises(OptionError, match="needs 'shape'"):
        kind(seat="1", price=1.5, maybe=1, names=1, whatever=1)
    with pytest.raises(OptionError, match="'seat' is to be a str"):
        kind(seat=1, price=1.5, **rest)


def test_an_int_will_do_for_a_float_but_a_str_will_not() -> None:
    class Priced(Problem, status=402):
        price: float

    assert Priced(price=3).price == 3
    with pytest.raises(OptionError, match="'price' is to be a float"):
        Priced(price="3")


def test_annotations_as_strings_are_checked_where_they_name_a_builtin() -> None:
    class Stringly(Problem, status=409):
        seat: str
        maybe: str | None
        other: Problem
        tally: ClassVar[int] = 0
        _hidden: int

    assert Stringly(seat="1", maybe=5, other=5).extensions == {"seat": "1", "maybe": 5, "other": 5}
    with pytest.raises(OptionError, match="'seat' is to be a str"):
        Stringly(seat=5, maybe=None, other=None)


def test_an_annotation_may_narrow_a_member_without_making_it_an_extension() -> None:
    class Narrow(Problem, status=409, detail="Taken."):
        detail: str
        status: int

    assert (Narrow().detail, Narrow().extensions) == ("Taken.", {})


@pytest.mark.parametrize("status", [200, 600, "409"])
def test_a_subclass_with_a_wrong_status_is_refused(status: Any) -> None:
    with pytest.raises(StatusError, match="400 to 599"):
        type("Wrong", (Problem,), {}, status=status)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"id": 1}, "'id' cannot name an extension member"),
        ({"detail": "Seat {row}"}, "detail names row, which is no member of it"),
        ({"detail": "Seat {}"}, "which is no member"),
        ({"detail": "Seat {seat.upper}"}, "seat.upper, which is no member"),
        ({"detail": "Seat {"}, "is not a template"),
    ],
)
def test_a_subclass_with_a_wrong_argument_is_refused(
    arguments: dict[str, Any], sentence: str
) -> None:
    body = {"__annotations__": {"seat": "str"}}
    with pytest.raises(OptionError, match=sentence):
        type("Wrong", (Problem,), body, status=409, **arguments)


def test_138_a_subclass_with_a_wrong_annotation_is_refused() -> None:
    with pytest.raises(OptionError, match="'no' cannot name"):
        type("Wrong", (Problem,), {"__annotations__": {"no": "str"}})


def test_a_default_detail_need_not_be_text() -> None:
    kind: Any = type("Listed", (Problem,), {}, status=400, detail=["a"])
    assert kind().detail == ["a"]


@given(any_text)
def test_a_value_in_the_detail_is_never_read_as_a_template(seat: str) -> None:
    assert SeatTaken(seat=seat).detail == f"Seat {seat} was taken."


def test_a_value_that_cannot_be_formatted_leaves_the_detail_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Odd:
        def __format__(self, spec: str) -> str:
            raise RuntimeError("secret")

    class Broken(Problem, status=409, detail="It is {what}."):
        what: Any

    assert Broken(what=Odd()).detail is None
    assert "Broken: its detail could not be filled in" in caplog.text


# An ordinary exception


def same(one: Problem, other: Problem) -> bool:
    return type(one) is type(other) and vars(one) == vars(other)


@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        *(
            lambda problem, n=protocol: pickle.loads(pickle.dumps(problem, n))
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ),
    ],
)
@pytest.mark.parametrize(
    "problem",
    [
        Problem(),
        Problem(503, detail=["a"], headers={"Retry-After": "30"}, seat={"row": [14]}),
        RowTaken(seat="14C", row=14),
    ],
)
def test_a_problem_survives_copying_and_pickling(again: Any, problem: Problem) -> None:
    made = again(problem)
    assert made is not problem
    assert same(made, problem)


def test_a_note_survives_pickling() -> None:
    problem = Problem(404)
    problem.add_note("while booking")
    assert pickle.loads(pickle.dumps(problem)).__notes__ == ["while booking"]
    assert "while booking" in "".join(traceback.format_exception(problem))


def test_a_deep_copy_shares_nothing() -> None:
    problem = Problem(409, seats=["14C"])
    copy.deepcopy(problem).seats.append("15D")
    assert problem.seats == ["14C"]


def test_a_problem_is_raised_from_another_error() -> None:
    with pytest.raises(SeatTaken) as caught:
        try:
            raise KeyError("14C")
        except KeyError as error:
            raise SeatTaken(seat="14C") from error
    assert isinstance(caught.value.__cause__, KeyError)


def test_a_problem_goes_into_an_exception_group_and_out() -> None:
    group = ExceptionGroup("two", [SeatTaken(seat="14C"), ValueError("x")])
    with pytest.raises(ExceptionGroup) as caught:
        raise group
    taken, rest = caught.value.split(SeatTaken)
    assert taken is not None
    assert taken.exceptions == group.exceptions[:1]
    assert rest is not None


def test_a_problem_leaves_a_context_manager_as_the_same_object() -> None:
    @contextlib.contextmanager
    def transaction() -> Iterator[None]:
        yield

    problem = SeatTaken(seat="14C")
    with pytest.raises(SeatTaken) as caught, transaction():
        raise problem
    assert caught.value is problem


def test_a_subclass_may_have_a_way_of_its_own_to_be_made() -> None:
    class Taken(Problem, status=409, detail="Seat {seat}"):
        seat: str

        def __init__(self, number: int) -> None:
            super().__init__(seat=f"{number}C")

    assert Taken(14).detail == "Seat 14C"
    assert copy.copy(Taken(14)).seat == "14C"


# What an exception stands for


def test_a_problem_stands_for_itself() -> None:
    problem = SeatTaken(seat="14C")
    assert problem_for(problem, {Exception: 500, SeatTaken: 404}) is problem


@pytest.mark.parametrize(
    ("exc", "status"),
    [(KeyError("x"), 404), (IndexError("x"), 410), (LookupError("x"), 410), (OSError("x"), None)],
)
def test_the_most_specific_class_decides(exc: Exception, status: int | None) -> None:
    assert problem_for(exc, {LookupError: 410, KeyError: 404}) == status


@pytest.mark.parametrize("status", [400, 404, 599])
def test_156_a_callable_may_make_a_status(status: int) -> None:
    assert problem_for(KeyError("x"), {KeyError: lambda _: status}) == status


def test_156_an_exception_becomes_what_a_callable_makes_of_it() -> None:
    problem = problem_for(KeyError("14C"), {KeyError: lambda exc: SeatTaken(seat=exc.args[0])})
    assert isinstance(problem, SeatTaken)
    assert problem.seat == "14C"


def test_156_a_class_of_problem_is_made_without_arguments() -> None:
    class Full(Problem, status=409):
        pass

    assert isinstance(problem_for(KeyError("x"), {KeyError: Full}), Full)


@pytest.mark.parametrize("made", [None, 200, 600, True, "x"])
def test_a_callable_that_makes_no_problem_leaves_the_exception_unhandled(made: Any) -> None:
    assert problem_for(KeyError("x"), {KeyError: lambda _: made}) is None


def test_31_a_callable_that_raises_leaves_the_exception_unhandled_and_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_: Exception) -> Problem:
        raise RuntimeError("of mine")

    for _ in range(2):
        assert problem_for(KeyError("x"), {KeyError: broken}) is None
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "raised and was ignored" in record.getMessage()


# What a view responds with


def test_a_status_becomes_a_problem_with_its_detail_and_members() -> None:
    problem = as_problem(409, "Taken.", {"seat": "14C"})
    assert (problem.status, problem.detail, problem.extensions) == (409, "Taken.", {"seat": "14C"})


def test_a_problem_to_respond_with_is_taken_as_it_is() -> None:
    problem = SeatTaken(seat="14C")
    assert as_problem(problem, None, {}) is problem


@pytest.mark.parametrize(("detail", "members"), [("Taken.", {}), (None, {"seat": "14C"})])
def test_a_problem_to_respond_with_takes_nothing_more(
    detail: str | None, members: dict[str, Any]
) -> None:
    with pytest.raises(OptionError, match="respond: a Problem is given its detail and members"):
        as_problem(Problem(409), detail, members)

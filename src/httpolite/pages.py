"""ErrorPages: joins the rooms below; the only module that knows them all."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal

from httpolite.brand import Brand
from httpolite.catalogue.languages import Catalogue, Texts
from httpolite.errors import LanguageError, OptionError
from httpolite.hooks import Hooks
from httpolite.journal import Journal, log
from httpolite.negotiation.accept_language import find_language, script_of
from httpolite.negotiation.choices import Choices
from httpolite.options import check_options, checked_languages, checked_vendors, read_texts
from httpolite.problems import Problem, check_status, is_problem, problem_for, status_of
from httpolite.ready import ReadyPages
from httpolite.replacement.policy import is_bare
from httpolite.replies import Answer, Reply, kept_headers
from httpolite.requests import (
    Inquiry,
    RequestFacts,
    checked_id,
    environ_keys_of,
    new_id,
    places_of,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping

    from httpolite.headers import HeaderBlock
    from httpolite.negotiation.accept import Format
    from httpolite.rendering.fallbacks import Fallbacks
    from httpolite.rendering.renderer import Renderer
    from httpolite.replacement.policy import Policy
    from httpolite.requests import HeaderNames

    Pairs = Iterable[tuple[str, str]]
    DefaultFormat = Literal["json", "html", "text"]
    Exceptions = Mapping[type[Exception], int | type[Problem] | Callable[[Any], Problem | None]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ErrorPages:
    """Makes the reply for any error: a page or a document, in the client's language.

    Immutable once made; one instance serves any number of apps, threads and forks. A wrong option
    raises OptionError, a broken theme ThemeError, when it is made.
    """

    theme: str | os.PathLike[str] = "plain"
    languages: Iterable[str] | None = None
    default_language: str = "en"
    default_format: DefaultFormat | Callable[[RequestFacts], str] = "json"
    brand: Brand = field(default_factory=Brand)
    replace: Policy | Callable[[RequestFacts, int, Any, bytes], bool] = "bare"
    exceptions: Exceptions = field(default_factory=dict)
    texts: Mapping[str, Any] | str | os.PathLike[str] | None = None
    vendors: Iterable[str] = ()
    problem_type_base: str | None = None
    language: Callable[[RequestFacts], str | None] | None = None
    nonce: Callable[[RequestFacts], str | None] | None = None
    on_error: Callable[[RequestFacts, Problem, Exception | None], None] | None = None
    request_id_header: str = "x-request-id"
    request_id: Callable[[RequestFacts], str | None] | None = None
    propagate: Literal["auto"] | bool = "auto"

    # For adapters: where the headers are that are read, the reason phrase of each status; and most
    # pages, if no hook may change them.
    header_places: HeaderNames = field(init=False, repr=False)
    environ_keys: tuple[str, ...] = field(init=False, repr=False)
    reasons: Mapping[int, str] = field(init=False, repr=False)
    ready: ReadyPages | None = field(init=False, repr=False)
    _shared: InitVar[ErrorPages | None] = None
    _catalogue: Catalogue = field(init=False, repr=False)
    _renderer: Renderer = field(init=False, repr=False)
    _fallbacks: Fallbacks = field(init=False, repr=False)
    _choices: Choices = field(init=False, repr=False)
    _hooks: Hooks = field(init=False, repr=False)
    _journal: Journal = field(init=False, repr=False)
    _offered: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self, _shared: ErrorPages | None) -> None:
        from httpolite.rendering.fallbacks import Fallbacks
        from httpolite.rendering.renderer import Renderer  # loads Jinja2
        from httpolite.rendering.themes import load_theme

        check_options(self)
        object.__setattr__(self, "vendors", checked_vendors(self.vendors))
        if _shared is not None and all(
            getattr(_shared, name) == getattr(self, name)
            for name in ("theme", "brand", "texts", "vendors", "problem_type_base")
        ):
            catalogue, renderer = _shared._catalogue, _shared._renderer
        else:
            catalogue = Catalogue(read_texts(self.texts), script_of, self.vendors)
            theme = load_theme(self.theme, self.brand)
            renderer = Renderer(catalogue, theme, self.brand, self.problem_type_base)
        journal = _shared._journal if _shared else Journal()
        offered = checked_languages(self.languages, self.default_language, catalogue.languages)
        choices = Choices(offered, self.default_language)
        hooks = Hooks(self, offered, journal)
        id_header = self.request_id_header.lower()
        ready = ReadyPages(renderer, choices, self.default_format, id_header)
        made = {
            "exceptions": dict(self.exceptions),
            "languages": None if self.languages is None else offered,
            "request_id_header": id_header,
            "header_places": places_of(id_header),
            "environ_keys": environ_keys_of(id_header),
            "_offered": offered,
            "_catalogue": catalogue,
            "_renderer": renderer,
            "_fallbacks": Fallbacks(renderer, self.default_language, self.default_format),
            "_choices": choices,
            "_hooks": hooks,
            "_journal": journal,
            "reasons": renderer.reasons,
            "ready": None if hooks.any else ready,
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def prepare(self) -> None:
        """Compile the pages that are asked for first, so that no visitor waits for it."""
        inquiry = Inquiry(path="/", request_id=new_id().decode())
        try:
            for status in (404, 500):
                self._renderer.page(status, "html", self.default_language, None, inquiry, [])
        except Exception as error:
            self._journal.unmade(error)

    def with_options(self, **changes: Any) -> ErrorPages:
        """Return a variant with some options changed; it shares the compiled pages if it can."""
        options = {f.name: getattr(self, f.name) for f in fields(self) if f.init}
        unknown = changes.keys() - options.keys()
        if unknown:
            raise OptionError(
                f"with_options: there is no option {', '.join(sorted(unknown))}; "
                f"there are {', '.join(options)}"
            )
        return ErrorPages(**{**options, **changes}, _shared=self)

    @property
    def style_hashes(self) -> tuple[str, ...]:
        """The 'sha256-…' sources of the theme's CSS for a Content-Security-Policy, unquoted."""
        return (self._renderer.theme.style_hash,)

    def texts_for(self, code: int, language: str) -> Texts:
        """Return the texts in force for a code from 100 to 599, own words included."""
        return self._catalogue.texts(code, language)

    def reply(  # noqa: PLR0913 - each is an optional keyword
        self,
        problem: int | Problem,
        *,
        method: str = "GET",
        path: str | None = None,
        accept: str | None = None,
        accept_language: str | None = None,
        language: str | None = None,
        request_id: str | None = None,
        trace_id: str | None = None,
        headers: Pairs = (),
        nonce: str | None = None,
    ) -> Reply:
        """Make the reply for a status from 400 to 599, else StatusError, or for a Problem.

        `accept` and `accept_language` None mean that the client sent none; `language` outranks
        them. `headers` are those of the response being replaced. An id that is None or unfit is
        made; a fit one among `headers` wins.
        """
        if not isinstance(problem, Problem):
            check_status(problem)
        inquiry = Inquiry(
            method, path, accept, accept_language, language, request_id, trace_id, nonce
        )
        answer = self.answer(problem, inquiry, headers=headers)
        return Reply(status=answer.status, headers=tuple(answer.pairs), body=answer.body)

    def answer(
        self,
        problem: int | Problem,
        inquiry: Inquiry,
        *,
        headers: Pairs = (),
        exc: Exception | None = None,
    ) -> Answer:
        """Make what an adapter sends; whatever fails in here, a page with the status comes out."""
        own = problem if is_problem(problem) else None
        status = status_of(problem, self._journal)
        kept: list[tuple[str, str]] = []
        try:
            given = headers if own is None else (*headers, *own.headers)
            kept = kept_headers(status, given, self._journal)
            facts = inquiry.known() if self._hooks.any else None
            if self.on_error is not None:
                self._hooks.on_error(facts, own or Problem(status), exc)
            inquiry, sent = self._identify(own, inquiry, kept, facts)
            block, body = self._write(status, own, inquiry, kept, facts)
        except Exception as error:
            self._journal.unmade(error)
            block, body = self._fallbacks.answer(status, inquiry.accept)
            sent = False
        if sent and inquiry.request_id:
            kept.append((self.request_id_header, inquiry.request_id))
        return Answer.of(status, block, kept, body, inquiry.method)

    def settles(self, exc: Exception, *, reraise: bool) -> bool:
        """Log an unhandled exception unless it is to be raised again; return whether it is done.

        As `propagate` says; as `reraise` if that is "auto".
        """
        done = not (reraise if self.propagate == "auto" else self.propagate)
        if done:
            log("unhandled exception", exc)
        return done

    def may_replace(self, status: int, inquiry: Inquiry) -> bool:
        """Return whether such a response is to be held back until its body is seen."""
        held_back = self.replace not in ("exceptions", "never")
        return 400 <= status <= 599 and held_back and inquiry.replaceable

    def replacement(
        self, status: int, headers: Pairs, body: bytes, inquiry: Inquiry, *, complete: bool
    ) -> Answer | None:
        """Make what replaces a held response, of which `body` may be a beginning; or None."""
        try:
            pairs = [(name.lower(), value) for name, value in headers]
            if callable(self.replace):
                asked = (inquiry.known(), status, tuple(pairs), body)
                replaced = complete and self._hooks.replace(*asked)
            elif complete:
                replaced = is_bare(self.replace, status, dict(pairs), body, inquiry)
            else:
                replaced = self.replace == "all"
        except Exception as error:
            self._journal.once(f"a response was let through: {type(error).__name__}", error)
            return None
        return self.answer(status, inquiry, headers=pairs) if replaced else None

    def problem_for(self, exc: Exception) -> int | Problem | None:
        """Return the status or problem that an exception stands for; None if it is unhandled."""
        return problem_for(exc, self.exceptions, self._journal)

    def _identify(
        self,
        problem: Problem | None,
        inquiry: Inquiry,
        kept: list[tuple[str, str]],
        facts: RequestFacts | None,
    ) -> tuple[Inquiry, bool]:
        """Return the inquiry with the id in force, and whether a header is to carry it."""
        header = self.request_id_header
        fit = next((v for name, v in kept if name == header and checked_id(v)), None)
        kept[:] = [pair for pair in kept if pair[0] != header]
        if fit is not None:
            kept.append((header, fit))
            return inquiry._replace(request_id=fit), False
        hooked = None if self.request_id is None else self._hooks.request_id(facts)
        if hooked:
            return inquiry._replace(request_id=hooked), False
        given = problem and problem.extensions.get("request_id")
        identity = checked_id(given) or checked_id(inquiry.request_id) or new_id().decode()
        return inquiry._replace(request_id=identity), True

    def _choose(self, inquiry: Inquiry, facts: RequestFacts | None) -> tuple[Format, str]:
        given = self.default_format
        default = self._hooks.default_format(facts) if callable(given) else given
        format, tag = self._choices.choose(inquiry.accept, inquiry.accept_language, default)
        wanted = inquiry.language
        if wanted is None and self.language is not None:
            wanted = self._hooks.language(facts)
        if wanted is not None:
            tag = find_language(str(wanted), self._offered) or tag
        return format, tag

    def _write(
        self,
        status: int,
        problem: Problem | None,
        inquiry: Inquiry,
        kept: list[tuple[str, str]],
        facts: RequestFacts | None,
    ) -> tuple[HeaderBlock, bytes]:
        format, tag = self._choose(inquiry, facts)
        if self.nonce is not None and inquiry.nonce is None and format == "html":
            inquiry = inquiry._replace(nonce=self._hooks.nonce(facts))
        try:
            return self._renderer.write(status, format, tag, problem, inquiry, kept)
        except LanguageError as error:  # the file of its texts is damaged or gone
            if tag == self.default_language:
                raise
            self._journal.once(f"{self.default_language} stands in for {tag}: {error}", error)
            return self._renderer.write(
                status, format, self.default_language, problem, inquiry, kept
            )

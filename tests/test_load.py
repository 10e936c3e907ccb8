"""Mixed traffic against real servers: a short run of bench/load.py, and its own eyesight."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import threading
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from doubles import run_asgi

ROOT = Path(__file__).parent.parent
ID = "load-0.7"
HELLO = b"Hello. " * 20


@pytest.fixture(autouse=True)
def _beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


@pytest.mark.parametrize("server", ["uvicorn", "granian", "gunicorn"])
def test_every_reply_to_mixed_traffic_is_right(server: str) -> None:
    command = [sys.executable, str(ROOT / "bench" / "load.py"), "--servers", server]
    done = subprocess.run(
        [*command, "--seconds", "1", "--connections", "20"],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    rows = dict(re.findall(r"^\| (.+) \| (\d+) \|$", done.stdout, re.MULTILINE))
    kinds = [int(count) for name, count in rows.items() if name.startswith("- ")]
    assert len(kinds) == 8
    assert min(kinds) >= 20  # each connection has had each
    assert sum(kinds) == int(rows["requests"])
    assert rows["wrong replies"] == "0"
    assert rows["5xx that the app did not cause"] == "0"


def watched(*samples: tuple[float, int], seconds: float = 60) -> Any:
    memory = import_module("bench.load_servers").Memory(0, seconds)
    memory.samples = {1: [(0.0, 10), (60.0, 10)], 2: list(samples)}
    return memory


def result(
    memory: Any, *, complaints: Any = None, unforeseen: Any = (), seconds: float = 60
) -> Any:
    figures = {"complaints": complaints or {}}
    return import_module("bench.load").Result("x", figures, memory, unforeseen, seconds)


@pytest.mark.parametrize(("late", "faults"), [(105, []), (106, ["memory grew by 6.0 %"])])
def test_memory_of_the_process_that_serves_may_grow_by_5_per_cent(
    late: int, faults: list[str]
) -> None:
    # What is seen at the start, and a single peak, do not count.
    memory = watched((1, 50), (19, 100), (20, 100), (21, 900), (58, late), (59, late), (60, 20))

    assert result(memory).faults == faults
    assert result(memory, seconds=5).faults == []


def test_memory_is_read_each_second_from_all_of_a_servers_processes() -> None:
    over = threading.Event()
    over.set()
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1); input()'])"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-uc", code], **pipes) as running:  # type: ignore[call-overload]
        running.stdout.readline()
        memory = import_module("bench.load_servers").Memory(running.pid, 60)
        memory.watch(over)
        running.communicate()

    assert len(memory.samples) == 2
    assert min(rss for taken in memory.samples.values() for _, rss in taken) > 1000


def test_all_that_went_wrong_is_told() -> None:
    memory = watched((20, 100))

    found = result(memory, complaints={"GET /: torn": 3}, unforeseen=["OSError: no"]).faults

    assert found == ["3 x GET /: torn", "in the server's log: OSError: no"]


def test_an_exception_in_the_log_that_the_app_did_not_raise_is_found(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text(
        "INFO: Error pages\nTraceback (most recent call last):\n  raise ValueError\n"
        "RuntimeError: secret of the app\nh11._util.LocalProtocolError: Too much data\n"
        "AssertionError\nhttpolite.problems.Problem: 409 Taken\n"
    )
    unforeseen = import_module("bench.load_servers").unforeseen

    found = unforeseen(log, bare=False)

    assert found == ["h11._util.LocalProtocolError: Too much data", "AssertionError"]


def replied(case: Any) -> tuple[Any, Any]:
    """Return a request of the load, and the reply to it."""
    replies = import_module("bench.load_replies")
    asked = replies.Asked(case, replies.FORMATS[0], replies.LANGUAGES[0], ID)
    lines = asked.raw.decode().split("\r\n")[1:]
    headers = [tuple(line.split(": ", 1)) for line in lines if ": " in line]
    app = import_module("bench.load_apps").make_asgi()
    seen = run_asgi(app, case.method, case.path, headers)
    whole = seen.kinds[-1] == "body" and not seen.messages[-1]["more_body"]
    body = b"" if case.method == "HEAD" else seen.body  # as servers do
    return asked, replies.Reply(seen.status, seen.headers, body, whole)


def cases() -> list[Any]:
    return [case for case in import_module("bench.load_replies").CASES if not case.abort]


def changed(reply: Any, **changes: Any) -> Any:
    return type(reply)(**{**vars(reply), **changes})


def test_a_right_reply_is_found_to_be_right() -> None:
    judge = import_module("bench.load_replies").Judge(bare=False)

    for case in cases():
        judge.check(*replied(case))


def spoiled(case: Any, reply: Any) -> list[Any]:
    """Return a reply with one thing wrong in each."""
    found = [
        changed(reply, status=500 if reply.status == 404 else 404),
        changed(reply, whole=not reply.whole),
        changed(reply, headers=[*reply.headers, ("x-request-id", ID)]),
        changed(reply, headers=[*reply.headers, ("server", "secret of the app")]),
        changed(reply, body=b"secret of the app"),
    ]
    if case.method != "HEAD":
        found.append(changed(reply, body=b"<html></html>" + reply.body))
    if case.page:
        found += [
            changed(reply, headers=[pair for pair in reply.headers if pair[0] != name])
            for name in ("vary", "content-type", "x-request-id", "content-security-policy")
        ]
    if case.page and case.method != "HEAD":
        found += [
            changed(reply, body=reply.body.replace(b"</html>", b"")),
            changed(reply, body=reply.body.replace(b"</h1>", b"")),
            changed(reply, body=reply.body.replace(b'lang="zh-Hant"', b'lang="en"')),
            changed(reply, body=reply.body.replace(ID.encode(), b"load-0.8")),
        ]
    return found


def test_a_reply_with_one_thing_wrong_is_found_out() -> None:
    replies = import_module("bench.load_replies")
    judge = replies.Judge(bare=False)

    for case in cases():
        asked, reply = replied(case)
        for number, wrong in enumerate(spoiled(case, reply)):
            with pytest.raises(replies.WrongReplyError):
                judge.check(asked, wrong)
                pytest.fail(f"{case.method} {case.path}, {number}")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 140\r\n"
CHUNKED = HEAD.replace(b"Content-Length: 140", b"Transfer-Encoding: chunked")


class Nowhere:
    """Takes what is written."""

    def write(self, data: bytes) -> None:
        assert data.startswith((b"GET / ", b"HEAD / "))


def read(raw: bytes, method: str = "GET", times: int = 2) -> list[Any]:
    """Return what the load's client reads where each request is answered with these bytes."""
    client, replies = import_module("bench.load_client"), import_module("bench.load_replies")
    case = next(c for c in replies.CASES if (c.path, c.method) == ("/", method))
    asked = replies.Asked(case, replies.FORMATS[0], replies.LANGUAGES[0], ID)

    async def converse() -> list[Any]:
        one = client.Client(client.Load(0, 1, bare=False), 0)
        one.reader, one.writer = asyncio.StreamReader(), Nowhere()
        one.reader.feed_data(raw * times)
        one.reader.feed_eof()
        return [await one.ask(asked) for _ in range(times)]

    return asyncio.run(converse())


def test_a_client_reads_what_is_well_framed() -> None:
    chunks = b"8\r\n" + HELLO[:8] + b"\r\n84\r\n" + HELLO[8:] + b"\r\n0\r\n\r\n"
    for raw in (HEAD + b"\r\n" + HELLO, CHUNKED + b"\r\n" + chunks):
        assert [(reply.body, reply.whole) for reply in read(raw)] == [(HELLO, True)] * 2

    assert [reply.body for reply in read(HEAD + b"\r\n", "HEAD")] == [b"", b""]


@pytest.mark.parametrize("end", [b"", b"8c\r\nHello", b"8c\r\n" + HELLO + b"\r\n", b"0\r\n"])
def test_a_client_sees_that_a_stream_is_torn(end: bytes) -> None:
    (reply,) = read(CHUNKED + b"\r\n" + end, times=1)

    assert not reply.whole


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b"\r\n" + HELLO + b"!",
        HEAD + b"Content-Length: 140\r\n\r\n" + HELLO,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + HELLO,
        HEAD.replace(b"140", b"+140") + b"\r\n" + HELLO,
        HEAD.replace(b"1.1", b"1.0") + b"\r\n" + HELLO,
        HEAD.replace(b"\r\nContent-Type", b"\nContent-Type") + b"\r\n" + HELLO,
        HEAD + b"X-A: 1\r\n folded\r\n\r\n" + HELLO,
        HEAD + b"X A: 1\r\n\r\n" + HELLO,
        CHUNKED + b"\r\n" + HELLO,
        CHUNKED + b"\r\n8b\r\n" + HELLO + b"\r\n0\r\n\r\n",
        CHUNKED + b"\r\n8c;a=b\r\n" + HELLO + b"\r\n0\r\n\r\n",
        HEAD.partition(b"Content-Length")[0] + b"\r\n" + HELLO,
    ],
)
def test_a_client_refuses_what_is_badly_framed(raw: bytes) -> None:
    wrong = import_module("bench.load_replies").WrongReplyError

    with pytest.raises((wrong, asyncio.IncompleteReadError)):
        read(raw)


def test_a_client_refuses_a_body_after_head() -> None:
    with pytest.raises(import_module("bench.load_replies").WrongReplyError):
        read(HEAD + b"\r\n" + HELLO, "HEAD")


def test_the_paper_tells_what_is_asked() -> None:
    paper = (ROOT / "docs" / "load.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| ([\w ]+) \| (\d+) \| [^|]+ \|$", paper, re.MULTILINE))
    asked: Counter[str] = Counter()
    for case in import_module("bench.load_replies").CASES:
        asked[case.kind] += case.times

    assert {kind: int(count) for kind, count in told.items()} == asked
    assert f"{asked.total()} requests make a round" in paper

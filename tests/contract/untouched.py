"""What is left alone, byte for byte and header for header."""

from __future__ import annotations

from contract.case import HTML, PLAIN, PROBLEM, kept

UNTOUCHED = (
    kept("108", "a 200 is untouched", status=200, body=b"fine", headers=(*PLAIN, ("ETag", '"a"'))),
    kept(
        "108",
        "a 206 keeps its range",
        status=206,
        headers=(*PLAIN, ("Content-Range", "bytes 0-8/90")),
    ),
    kept("108", "a 302 keeps Retry-After", status=302, headers=(*PLAIN, ("Retry-After", "3"))),
    kept("108", "a 200 without a body is untouched", status=200, body=b""),
    kept("107", "a 205 has no body", status=205, body=b"", headers=()),
    kept("107", "a 204 has no body", status=204, body=b"", headers=()),
    kept("107", "a 304 has no body", status=304, body=b"", headers=(("ETag", '"a"'),)),
    kept(
        "118",
        "a 600 is the app's own affair",
        status=600,
        wire=False,
        why_not_wire="servers refuse such a status, or let the client make of it what it will",
    ),
    kept("", "deliberate text is untouched", body=b"Item not found"),
    kept(
        "",
        "deliberate JSON is untouched",
        body=b'{"a":1}',
        headers=(("Content-Type", "application/json"),),
    ),
    kept(
        "",
        "a deliberate page is untouched",
        body=b"<!doctype html><title>Lost?</title>",
        headers=(("Content-Type", HTML),),
    ),
    kept("", "a default and one byte more is deliberate", body=b"Not Found."),
    kept("", "a default of another status is deliberate", status=403),
    kept("", "a default of another type is deliberate", headers=(("Content-Type", HTML),)),
    kept("8", "2 KiB of deliberate text are untouched", body=b"x" * 2048),
    kept(
        "152",
        "XML of a type of its own is deliberate",
        body=b"<e/>",
        headers=(("Content-Type", "application/soap+xml"),),
    ),
    kept("152", "a response with trailers is deliberate", headers=(*PLAIN, ("Trailer", "X-Sum"))),
    kept("152", "problem documents are deliberate", headers=(("Content-Type", PROBLEM),), body=b""),
    kept(
        "152", "attachments are deliberate", headers=(*PLAIN, ("Content-Disposition", "attachment"))
    ),
    kept("112", "coded bodies are deliberate", headers=(*PLAIN, ("Content-Encoding", "gzip"))),
    kept("8", "more than 2 KiB is deliberate", body=b"x" * 2049, headers=()),
    kept(
        "151",
        "HEAD of a longer body is deliberate",
        method="HEAD",
        body=b"",
        body_of_get=b"Not here !",
        headers=(*PLAIN, ("Content-Length", "10")),
    ),
    kept(
        "119",
        "a preflight is never replaced",
        method="OPTIONS",
        asked=(("Access-Control-Request-Method", "PUT"),),
        status=400,
        body=b"",
        headers=(),
    ),
    kept("119", "TRACE is never replaced", method="TRACE"),
    kept(
        "119",
        "CONNECT is never replaced",
        method="CONNECT",
        wire=False,
        why_not_wire="servers take the target of CONNECT for a host, or refuse the method",
    ),
    kept("120", "gRPC is never replaced", asked=(("Content-Type", "application/grpc+proto"),)),
)

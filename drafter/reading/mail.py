"""Raw mail (RFC 822 with MIME) as the plain text that a person would have pasted.

The standard `email` package does the reading; it is loaded only here. It is strict in places and slow on
hostile headers, so that each header is cut before it is parsed, and whatever a broken mail provokes comes
out as a header or body left empty, at worst as an InputError.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from drafter.errors import InputError
from drafter.reading.html import html_to_text
from drafter.regex import expression
from drafter.text import decode

T = TypeVar("T")

MAX_MAIL_BYTES = 10_000_000
"""The largest mail that is read, attachments and all."""

_LONGEST_HEADER = 1_000
_MOST_NESTED = 200
"""Parts that hold parts; the standard parser is quadratic in their depth."""
_FIELD = expression(rb"(?:[A-Za-z][A-Za-z0-9-]{0,60}:|From |>From )")
_TELLING = expression(
    rb"(?im)^(?:mime-version|content-type|content-transfer-encoding|message-id|received|return-path"
    rb"|delivered-to)[ \t]*:|=\?[\w-]{2,30}\?[bq]\?"
)
_HEADERS = ("From", "Reply-To", "Sender", "Organization", "To", "Subject", "Date")
_PEOPLE = ("From", "Reply-To", "Sender", "To")
"""The headers that hold addresses."""
_BREAK = expression(r"\r\n?|\n")


def is_mail(data: bytes) -> bool:
    """Whether `data` is clearly raw mail: it starts with header lines, some of which only machines write."""
    head = data[:20_000].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if not _FIELD.match(head):
        return False
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    lines = [line for line in block.splitlines() if not line.startswith((b" ", b"\t"))]
    return all(_FIELD.match(line) for line in lines) and bool(_TELLING.search(block)) and len(lines) > 1


def render_mail(data: bytes, *, decoded: bool = False) -> str:
    """The mail as text: who it is from, To, Subject and Date as far as it has them, a blank line, the body.

    `decoded` says that `data` was text already, so that unencoded parts are UTF-8 whatever they claim.
    Raises InputError where it has neither sender nor body.
    """
    import email

    if len(data) > MAX_MAIL_BYTES:
        raise InputError(f"the mail is larger than {MAX_MAIL_BYTES // 1_000_000} MB: save its text as plain text")
    if data.lower().count(b"multipart/") > _MOST_NESTED:
        raise InputError("the mail has too many parts to read: save its text as plain text")
    message = _safely(lambda: email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=_policy()), None)
    if message is None:
        raise InputError("the mail cannot be read: save its text as plain text")
    lines = [f"{name}: {value}" for name in _HEADERS if (value := _header(message, name))]
    body = _body(message, decoded)
    if not lines and not body:
        raise InputError("the mail is empty: it has neither headers nor text")
    return "\n".join(lines) + ("\n\n" if lines else "") + body


@cache
def _policy() -> Any:
    """The default policy, but for headers of any length, of which it would parse all in quadratic time."""
    from email.policy import EmailPolicy

    class ShortHeaders(EmailPolicy):
        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            name, value = super().header_source_parse([line[:_LONGEST_HEADER] for line in sourcelines[:20]])
            return name, value[:_LONGEST_HEADER]

    return ShortHeaders()


def _safely(act: Callable[[], T], otherwise: T) -> T:
    """What `act` returns; the email package raises nearly anything on broken mail, and none of it is ours."""
    try:
        return act()
    except Exception:
        return otherwise


def _header(message: Any, name: str) -> str:
    """A header on one line, decoded; addresses as `Name <address>`."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    raw = _BREAK.sub("", raw[:_LONGEST_HEADER])
    if not raw.strip():
        return ""
    parsed = _safely(lambda: message.policy.header_factory(name, raw), None)
    value = _safely(lambda: _addresses(parsed, 5 if name == "To" else 1), "") if name in _PEOPLE else ""
    value = value or _safely(lambda: str(parsed), "")
    return " ".join((value if any(map(str.isalnum, value)) else raw).split())


def _addresses(header: Any, most: int) -> str:
    people = []
    for address in header.addresses[:most]:
        name = address.display_name.replace('"', "").strip()
        people.append(f"{name} <{address.addr_spec}>" if name else f"{address.addr_spec}")
    return ", ".join(people) if all("@" in person for person in people) else ""


def _body(message: Any, decoded: bool) -> str:
    """The plain text of the mail, else the text of its HTML; attachments are left out."""
    for kind in ("plain", "html"):
        part = _safely(lambda kind=kind: message.get_body(preferencelist=(kind,)), None)  # type: ignore[misc]
        text = _text(part, decoded) if part is not None else ""
        if kind == "html" and text:
            text = _safely(lambda text=text: html_to_text(text), "")  # type: ignore[misc]
        if text.strip():
            return text.strip("\n")
    raw = _safely(message.get_payload, "") if message.get_content_maintype() in ("text", "multipart") else ""
    return _BREAK.sub("\n", raw).strip("\n") if isinstance(raw, str) else ""


def _text(part: Any, decoded: bool) -> str:
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    payload = _safely(lambda: part.get_payload(decode=True), b"") or b""
    if decoded and encoding not in ("base64", "quoted-printable"):
        text = payload.decode("utf-8", "replace")
    else:
        charset = _safely(part.get_content_charset, None) or ""
        text = _safely(lambda: payload.decode(charset, "replace"), "") or _safely(lambda: decode(payload), "")
    text = _BREAK.sub("\n", text)
    flowed = _safely(lambda: part.get_param("format"), None)
    return _unflowed(text) if flowed and str(flowed).lower() == "flowed" else text


def _unflowed(text: str) -> str:
    """Lines that end in a space go on in the next (RFC 3676), the signature delimiter apart."""
    out: list[str] = []
    glue = False
    for line in text.split("\n"):
        body = line[1:] if line.startswith(" ") else line
        if glue and not body.startswith(">") and body != "-- ":
            out[-1] += body
        else:
            out.append(body)
        glue = body.endswith(" ") and body != "-- " and not body.startswith(">")
    return "\n".join(out)

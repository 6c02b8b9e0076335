"""Raw mail: encodings, HTML, attachments, and mail that is broken or hostile."""

from __future__ import annotations

import time
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.errors import InputError
from drafter.profile import Profile
from drafter.reading.mail import is_mail
from drafter.request import read_request

BRUNO = Profile(name="Bruno Albertini", company="Valmera Pumps")


def mail(sender: str = "Aurélie Monnier <a.monnier@ch.x.example>") -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "Bruno Albertini <bruno@valmera.example>"
    message["Subject"] = "Prise de contact – été"
    message["Date"] = "Tue, 29 Apr 2025 08:58:00 +0200"
    return message


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_mail_is_read_in_the_encodings_it_comes_in(charset: str, encoding: str) -> None:
    message = mail()
    message.set_content("Cher Bruno,\n\nenchantée.\n\nCordialement,\nAurélie\n", charset=charset, cte=encoding)
    request = read_request(message.as_bytes(), BRUNO)
    assert request.form == "email"
    assert request.text.startswith(
        "From: Aurélie Monnier <a.monnier@ch.x.example>\nTo: Bruno Albertini <bruno@valmera.example>\n"
        "Subject: Prise de contact – été\nDate: Tue, 29 Apr 2025 08:58:00 +0200\n\nCher Bruno,"
    )
    assert request.message == "Cher Bruno,\n\nenchantée."
    assert request.subject == "Prise de contact – été"
    assert request.sender.email == "a.monnier@ch.x.example"


def test_a_mail_file_may_be_larger_than_a_message_because_of_its_attachments(tmp_path: Path) -> None:
    message = mail()
    message.set_content("See the attachment.\n")
    message.add_alternative("<p>not this</p>", subtype="html")
    message.add_attachment(b"\x00" * 300_000, maintype="application", subtype="pdf", filename="x.pdf")
    path = tmp_path / "mail.EML"
    path.write_bytes(message.as_bytes())
    assert read_request(path, BRUNO).message == "See the attachment."


def test_mail_in_html_alone_is_read_as_text() -> None:
    message = mail()
    message.set_content("<style>p{}</style><p>Dear Bruno,</p><p>hello&nbsp;there.</p>", subtype="html")
    assert read_request(message.as_bytes(), BRUNO).message == "Dear Bruno,\n\nhello there."


def test_quotes_in_html_mail_are_the_users_older_words() -> None:
    message = mail("Tom Fisk <tom@x.example>")
    message.set_content(
        "<div>Thanks, yes.<div>Tom</div></div><br><div>On Tue, Jun 3, 2025 at 10:12 AM Bruno Albertini "
        "&lt;b@v.example&gt; wrote:<br></div><blockquote><div>Why do you write?</div></blockquote>",
        subtype="html",
    )
    request = read_request(message.as_bytes(), BRUNO)
    assert [(turn.author, turn.text) for turn in request.turns] == [
        ("user", "> Why do you write?"),
        ("sender", "Thanks, yes."),
    ]


def test_raw_mail_pasted_as_text_is_known_by_its_mime_headers() -> None:
    message = mail("Tom Fisk <tom@x.example>")
    message.set_content("Grüße aus Köln\n", cte="base64")
    assert read_request(message.as_string(), BRUNO).message == "Grüße aus Köln"
    pasted = "From: Tom <t@x.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\n\nGrüße\n"
    assert read_request(pasted, BRUNO).message == "Grüße"


@pytest.mark.parametrize(
    "text",
    [
        b"From: Ann Lee, Buyer\n\nHi",
        b"From: Ann <a@x.example>\nSubject: x\n\nHi",
        b"Hello\nMIME-Version: 1.0\n\nx",
        b"Note: this\nis no mail\n\nMIME-Version: 1.0",
        b"",
    ],
)
def test_pasted_text_is_not_raw_mail(text: bytes) -> None:
    assert not is_mail(text)


def test_flowed_lines_are_joined() -> None:
    data = (
        b"From: Tom Fisk <t@x.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"Dear Bruno, \nthis goes \non.\n\n-- \nTom Fisk\nBuyer, Acme\n"
    )
    request = read_request(data, BRUNO)
    assert request.message == "Dear Bruno, this goes on."
    assert (request.sender.title, request.sender.company) == ("Buyer", "Acme")


@pytest.mark.parametrize(
    "head",
    [
        b"From: <<<>>> @@\n", b"From: =?klingon?q?x?= <t@x.example>\n", b"From: " + b"(" * 900 + b"\n",
        b"Content-Type: text/plain; charset=klingon\n", b"Content-Type: multipart/mixed\n", b"Content-Type: ;;;\n",
        b"Content-Transfer-Encoding: base64\n", b"Subject: " + b"=?utf-8?q?a?= " * 5000 + b"\n",
        b"Content-Type: text/plain; " + b"a=b; " * 20_000 + b"\n", b"Date: " + b"1 " * 900 + b"\n",
    ],
    ids=["addresses", "charset of a name", "brackets", "charset", "no boundary", "content type", "not base64",
         "endless words", "endless parameters", "date"],
)  # fmt: skip
def test_broken_headers_hide_no_body(head: bytes) -> None:
    start = time.perf_counter()
    request = read_request(head + b"MIME-Version: 1.0\n\nHello Bruno, hello there\n", BRUNO)
    assert time.perf_counter() - start < 5
    assert "Hello Bruno" in request.text


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: text/plain\n\n",
        b"MIME-Version: 1.0\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=a%d\n\n--a%d\n" % (i, i) for i in range(3000)),
    ],
    ids=["nothing in it", "nested without end"],
)
def test_mail_that_holds_nothing_to_answer_is_an_input_error(data: bytes) -> None:
    with pytest.raises(InputError, match="mail"):
        read_request(data, BRUNO)


def test_a_header_cannot_break_out_of_its_line() -> None:
    data = (
        b"From: Tom <t@x.example>\nSubject: =?utf-8?q?a=0AFrom=3A_Bruno_Albertini=0A=0AYes?=\nMIME-Version: 1.0\n\nHi\n"
    )
    request = read_request(data, BRUNO)
    assert request.message == "Hi"
    assert request.sender.name == "Tom"


_LINES = st.sampled_from(
    [
        b"From: Tom <t@x.example>", b"MIME-Version: 1.0", b"Content-Type: text/html", b"To: ,,,", b"--b", b"--b--", b"",
        b"Content-Type: multipart/mixed; boundary=b", b"Content-Transfer-Encoding: base64", b"=C3=A4", b"\xff\xfe",
        b"Content-Transfer-Encoding: quoted-printable", b"<p>Hi", b"SGVsbG8=", b"Subject: =?utf-8?q?x", b" folded",
        b"Content-Type: message/rfc822",
    ]
)  # fmt: skip


@given(lines=st.lists(st.one_of(_LINES, st.binary(max_size=10)), max_size=20), is_eml=st.booleans())
def test_any_mail_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], is_eml: bool
) -> None:
    data = b"\n".join([b"MIME-Version: 1.0", *lines])
    with suppress(InputError):
        if is_eml:
            path = tmp_path_factory.getbasetemp() / "any.eml"
            path.write_bytes(data)
            read_request(path, BRUNO)
        else:
            read_request(data, BRUNO)


def test_where_the_answer_goes_is_kept_of_raw_mail() -> None:
    message = mail()
    message["Reply-To"] = "Aurélie <aurelie@firm.example>"
    message["Organization"] = "Firm AG"
    message.set_content("Cher Bruno,\n\nenchantée.\n")
    request = read_request(message.as_bytes(), BRUNO)
    assert "Reply-To: Aurélie <aurelie@firm.example>\n" in request.text
    assert (request.sender.email, request.sender.company) == ("a.monnier@ch.x.example", "Firm AG")
    assert request.message == "Cher Bruno,\n\nenchantée."


@pytest.mark.parametrize("name", ["=?utf-8?B?SsO8cmdlbiBLbGVpbg==?=", "=?ISO-8859-1?Q?J=FCrgen_Klein?="])
def test_an_encoded_header_is_decoded_without_any_that_only_machines_write(name: str) -> None:
    text = f"From: {name} <j@x.example>\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n\nHallo, schön."
    for source in (text, text.encode()):
        request = read_request(source)
        assert (request.sender.name, request.subject, request.message) == ("Jürgen Klein", "Grüße", "Hallo, schön.")

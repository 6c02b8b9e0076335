"""The model call: retries only where they help, within the deadline, and never a key in a message."""

from __future__ import annotations

import asyncio
import gc
import time
import warnings
from base64 import b64encode
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage

from drafter.background import run
from drafter.errors import AnswerCutOff, ConfigError, ModelError, ModelUnavailable, ModelUnusable
from drafter.llm import Completion, Model, resolve_model
from drafter.openai_model import MAX_REQUESTS
from drafter.settings import Settings
from tests.server import Answer, chat, serving

KEY = "test-key-4711"
MESSAGES = [("system", "Be brief."), ("user", "Hello?")]


def model_at(url: str, timeout: float = 5.0) -> Model:
    model = resolve_model("openai:test", Settings(timeout=timeout), {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": url})
    assert model is not None
    return model


def asked(model: Model, deadline: float = 10.0) -> Completion:
    return run(model.complete(list(MESSAGES), deadline=deadline))


def test_a_good_answer_comes_with_what_it_cost() -> None:
    with serving([chat("Hello.")]) as server:
        completion = asked(model_at(server.url))
    assert completion.text == "Hello."
    assert (completion.usage.prompt_tokens, completion.usage.completion_tokens, completion.usage.requests) == (10, 5, 1)
    assert server.asked[0]["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Hello?"},
    ]


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 529])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    with serving([Answer("<html>busy</html>", status=status), chat("Hello.")]) as server:
        assert asked(model_at(server.url)).usage.requests == 2


@pytest.mark.parametrize(
    ("status", "says"), [(401, "OPENAI_API_KEY"), (403, "may not"), (404, "'test'"), (400, "refused")]
)
def test_a_lasting_failure_is_not_tried_again(status: int, says: str) -> None:
    with serving([Answer({"error": {"message": f"no: {KEY}"}}, status=status)]) as server:
        with pytest.raises(ModelUnavailable, match=says) as caught:
            asked(model_at(server.url))
        assert len(server.asked) == 1
    assert KEY not in str(caught.value)


def test_retry_after_is_honoured() -> None:
    busy = Answer("", status=429, headers={"Retry-After": "1"})
    with serving([busy, chat("Hello.")]) as server:
        started = time.monotonic()
        asked(model_at(server.url))
        assert 0.9 <= time.monotonic() - started < 3


def test_there_are_never_more_requests_than_stated() -> None:
    with serving([Answer("", status=503, headers={"Retry-After": "0"})]) as server:
        with pytest.raises(ModelUnavailable, match="HTTP 503"):
            asked(model_at(server.url))
        assert len(server.asked) == MAX_REQUESTS


def test_a_wait_that_the_deadline_forbids_ends_the_call_at_once() -> None:
    with serving([Answer("", status=429, headers={"Retry-After": "20"})]) as server:
        started = time.monotonic()
        with pytest.raises(ModelUnavailable, match="asks to wait 20 s"):
            asked(model_at(server.url), deadline=5)
        assert time.monotonic() - started < 1


def test_the_deadline_ends_all_tries() -> None:
    with serving([chat("Too late.", wait=1.0)]) as server:
        started = time.monotonic()
        with pytest.raises(ModelUnavailable, match="within"):
            asked(model_at(server.url), deadline=0.3)
        assert time.monotonic() - started < 0.8


def test_a_slow_answer_is_given_up_after_the_timeout() -> None:
    with serving([chat("Too late.", wait=1.0)]) as server, pytest.raises(ModelUnavailable):
        asked(model_at(server.url, timeout=0.2), deadline=0.9)


@pytest.mark.parametrize(
    "answer",
    [
        chat(""),
        chat(" \n "),
        chat(None),
        chat("Half a sent", finish="length"),
        chat("Sorry", finish="content_filter"),
        chat(None, refusal="I cannot help with that."),
        chat("x" * 30_000),
        Answer({"choices": []}),
        Answer({}),
        Answer("[]"),
        Answer("not json"),
        Answer("<html></html>", headers={"Content-Type": "text/html"}),
        Answer(b"\xff\xfe\x00"),
        Answer(b""),
    ],
)
def test_an_answer_that_can_be_no_reply_is_an_error_of_one_line(answer: Answer) -> None:
    with serving([answer]) as server, pytest.raises(ModelError) as caught:
        asked(model_at(server.url))
    assert "\n" not in str(caught.value) and KEY not in str(caught.value)


def test_a_redirect_is_not_followed() -> None:
    with serving([chat("Stolen.")]) as other:
        moved = Answer("", status=307, headers={"Location": f"{other.url}/chat/completions"})
        with serving([moved]) as server, pytest.raises(ModelUnavailable):
            asked(model_at(server.url))
        assert not other.asked


def test_a_name_and_password_in_the_address_are_sent_and_never_shown() -> None:
    with serving([chat("Hello.")]) as server:
        url = server.url.replace("//", "//anna:p%40ss@")
        assert asked(model_at(url)).text == "Hello."
        assert server.keys == ["Basic " + b64encode(b"anna:p@ss").decode()]
    with serving([chat("")]) as server:
        url = server.url.replace("//", "//anna:p@ss@")
    with pytest.raises(ModelUnavailable, match="cannot be reached") as caught:
        asked(model_at(url), deadline=20)
    assert "anna" not in str(caught.value) and "ss@" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://[abc/v1", "http://user:a/b@host/v1", "ftp://host/v1", "http:///v1", "host:99/v1"]
)
def test_what_is_no_address_is_said_before_anything_is_sent(url: str) -> None:
    with pytest.raises(ConfigError, match="OPENAI_BASE_URL"):
        resolve_model("openai:test", Settings(), {"OPENAI_BASE_URL": url})


def test_a_client_that_was_closed_with_what_the_loop_had_open_is_built_again() -> None:
    with serving([chat("Hello."), chat("Hello again.")]) as server:
        model = model_at(server.url)

        async def twice() -> str:
            await model.complete([("user", "Hello?")], deadline=10)
            await asyncio.get_running_loop().shutdown_asyncgens()
            return (await model.complete([("user", "Hello?")], deadline=10)).text

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the loop warns of what begins after that
            assert asyncio.run(twice()) == "Hello again."


def test_a_loop_that_is_closed_with_its_client_open_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with serving([chat("Hello.")]) as server:
        model = model_at(server.url)
        for _ in range(2):
            loop = asyncio.new_event_loop()
            loop.run_until_complete(model.complete([("user", "Hello?")], deadline=10))
            loop.close()
        del loop
        gc.collect()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_refused_connection_says_where() -> None:
    with serving([chat("")]) as server:
        url = server.url
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        asked(model_at(url), deadline=20)


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        ("max_tokens", "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        ("temperature", "Unsupported value: 'temperature' does not support 0.3 with this model."),
        ("seed", "unknown parameter: seed"),
    ],
)
def test_a_refused_parameter_is_left_out_and_remembered(refused: str, message: str) -> None:
    def script(body: dict[str, Any]) -> Answer:
        return Answer({"error": {"message": message}}, status=400) if refused in body else chat("Hello.")

    with serving(script) as server:
        model = model_at(server.url)
        assert asked(model).usage.requests == 2
        assert asked(model).usage.requests == 1
    assert refused not in server.asked[-1]


def test_a_refused_system_role_goes_into_the_first_message() -> None:
    def script(body: dict[str, Any]) -> Answer:
        roles = [message["role"] for message in body["messages"]]
        return (
            Answer({"error": {"message": "System role not supported"}}, status=400)
            if "system" in roles
            else chat("Hi.")
        )

    with serving(script) as server:
        assert asked(model_at(server.url)).text == "Hi."
    assert server.asked[-1]["messages"] == [{"role": "user", "content": "Be brief.\n\nHello?"}]


def test_a_system_role_that_fails_in_the_servers_template_goes_into_the_first_message_too() -> None:
    def script(body: dict[str, Any]) -> Answer:
        refused = {"error": {"message": "Conversation roles must alternate user/assistant/user/assistant/..."}}
        return Answer(refused, status=500) if body["messages"][0]["role"] == "system" else chat("Hi.")

    with serving(script) as server:
        assert asked(model_at(server.url)).usage.requests == 2


def test_calls_under_way_learn_of_a_refused_parameter_together() -> None:
    def script(body: dict[str, Any]) -> Answer:
        refused = next((name for name in ("temperature", "max_tokens") if name in body), None)
        said = {"error": {"message": f"Unsupported parameter: '{refused}'", "param": refused}}
        return Answer(said, status=400, wait=0.05) if refused else chat("Hello.")

    async def together(model: Model) -> list[Completion]:
        return await asyncio.gather(*(model.complete(MESSAGES, deadline=10) for _ in range(12)))

    with serving(script) as server:
        model = model_at(server.url)
        assert {completion.text for completion in run(together(model))} == {"Hello."}
        assert asked(model).usage.requests == 1
    assert server.asked[-1]["max_completion_tokens"] > 300 and "temperature" not in server.asked[-1]


def test_a_server_that_wants_the_old_name_of_the_limit_gets_it_at_once() -> None:
    with serving([chat("Hello.")]) as server:
        asked(model_at(server.url))
    assert "max_tokens" in server.asked[0] and "max_completion_tokens" not in server.asked[0]


def test_another_seed_and_more_room_reach_the_server() -> None:
    with serving([chat("Hello.")]) as server:
        model = model_at(server.url)
        for seed, room in ((1, 1), (2, 2)):
            run(model.complete(MESSAGES, deadline=10, seed=seed, room=room))
    first, second = server.asked
    assert (second["seed"], second["max_tokens"]) == (first["seed"] + 1, first["max_tokens"] * 2)


def test_an_answer_in_parts_is_put_together() -> None:
    parts = [{"type": "text", "text": "Hel"}, {"type": "image"}, {"type": "text", "text": "lo."}]
    with serving([Answer({"choices": [{"message": {"content": parts}}], "usage": "unknown"})]) as server:
        completion = asked(model_at(server.url))
    assert (completion.text, completion.usage.prompt_tokens) == ("Hello.", 0)


@pytest.mark.parametrize("metadata", [{"finish_reason": "length"}, {"stop_reason": "max_tokens"}])
def test_a_langchain_answer_that_is_cut_off_is_noticed_with_its_cost(metadata: dict[str, str]) -> None:
    used = {"input_tokens": 7, "output_tokens": 3, "total_tokens": 10}
    message = AIMessage(content="Hal", response_metadata=metadata, usage_metadata=used)
    model = resolve_model(GenericFakeChatModel(messages=iter([message])), Settings(), {})
    assert model is not None
    with pytest.raises(AnswerCutOff) as caught:
        asked(model)
    assert (caught.value.usage.prompt_tokens, caught.value.usage.completion_tokens) == (7, 3)


def test_any_langchain_chat_model_answers() -> None:
    model = resolve_model(FakeListChatModel(responses=["Hello."]), Settings(), {})
    assert model is not None
    assert asked(model).text == "Hello."
    assert model.spec.startswith("langchain:FakeListChatModel")


def test_a_langchain_model_that_fails_is_unavailable() -> None:
    model = resolve_model(FakeListChatModel(responses=["x"], error_on_chunk_number=0), Settings(), {})
    assert model is not None
    empty = resolve_model(FakeListChatModel(responses=[""]), Settings(), {})
    assert empty is not None
    with pytest.raises(ModelUnusable, match="empty"):
        asked(empty)


@pytest.mark.parametrize(
    ("spec", "environ", "means"),
    [
        (None, {}, None),
        ("template", {"OPENAI_API_KEY": KEY}, None),
        (None, {"OPENAI_API_KEY": KEY}, "openai:gpt-5-mini"),
        (
            None,
            {
                "OPENAI_BASE_URL": "http://127.0.0.1:1/v1",
            },
            "openai:gpt-5-mini",
        ),
        ("openai:a:b", {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, "openai:a:b"),
    ],
)
def test_a_spec_means_a_model(spec: str | None, environ: dict[str, str], means: str | None) -> None:
    model = resolve_model(spec, Settings(), environ)
    assert (model.spec if model else None) == means


@pytest.mark.parametrize(
    ("spec", "environ", "says"),
    [
        ("gpt-5", {}, "unknown model 'gpt-5'"),
        ("openai:", {"OPENAI_API_KEY": KEY}, "unknown model"),
        ("template:x", {}, "unknown model"),
        ("openai:m", {}, "OPENAI_API_KEY"),
        ("openai:m", {"OPENAI_BASE_URL": "localhost:11434"}, "OPENAI_BASE_URL"),
    ],
)
def test_a_wrong_spec_or_a_missing_key_says_how_to_mend_it(spec: str, environ: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        resolve_model(spec, Settings(), environ)

"""Drafter: the loop as a LangChain Runnable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig

from drafter.desk import open_desk
from drafter.draft import Draft
from drafter.drafting import adraft_at, draft_at
from drafter.profile import Profile
from drafter.request import Request
from drafter.settings import Channel

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class Drafter(Runnable[str | Request, Draft]):
    """Drafts replies for one user: `invoke`, `ainvoke`, `batch`, `abatch`, `stream`, and `|`.

    A plain string is the request's text. `channel`, `instruction`, `options` and `stance` can be given with each call:
    `invoke(request, channel="note", stance="help")`. Errors are those of draft_reply.
    """

    def __init__(
        self,
        profile: Profile,
        model: str | BaseChatModel | None = None,
        *,
        channel: Channel | None = None,
        fallback: bool = True,
    ) -> None:
        self._desk = open_desk(profile, model, fallback=fallback)
        self._channel = channel

    def invoke(self, input: str | Request, config: RunnableConfig | None = None, **kwargs: Any) -> Draft:
        """The draft for one request."""
        given = {"channel": self._channel, **kwargs}
        return self._call_with_config(lambda request: draft_at(self._desk, request, **given), input, config)

    async def ainvoke(self, input: str | Request, config: RunnableConfig | None = None, **kwargs: Any) -> Draft:
        """invoke, awaited."""
        given = {"channel": self._channel, **kwargs}

        async def draft(request: str | Request) -> Draft:
            return await adraft_at(self._desk, request, **given)

        return await self._acall_with_config(draft, input, config)

"""What all drafts of one user share."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

from drafter.llm import Model, resolve_model
from drafter.profile import Profile, require_profile
from drafter.settings import Settings, environment, load_settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from drafter.prompting import Prompts


def _nonce() -> str:
    import secrets

    # Letters: a model reads each digit as a token of its own.
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(8))


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What all drafts of one user share: the model, the prompts and the settings."""

    profile: Profile
    model: Model | None
    """None: the templates."""
    settings: Settings
    fallback: bool = True
    nonce: Callable[[], str] = _nonce

    @property
    def prompts(self) -> Prompts:
        """The prompts; loaded where a model is asked."""
        from drafter.prompting import load_prompts

        return load_prompts(self.settings.prompts)


def open_desk(
    profile: Profile,
    model: str | BaseChatModel | None = None,
    *,
    settings: Settings | None = None,
    environ: Mapping[str, str] | None = None,
    fallback: bool = True,
    nonce: Callable[[], str] = _nonce,
) -> Desk:
    """A desk with the model that `model`, the settings and the environment mean; see resolve_model."""
    require_profile(profile)
    environ = environment() if environ is None else environ
    settings = settings or load_settings(environ)
    resolved = resolve_model(model, settings, environ)
    return Desk(profile=profile, model=resolved, settings=settings, fallback=fallback, nonce=nonce)

"""Structure rules of the grounding family."""

from __future__ import annotations

"""Structure rules of the professional family."""

from __future__ import annotations

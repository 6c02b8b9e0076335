"""Structure rules of the etiquette family."""

from __future__ import annotations

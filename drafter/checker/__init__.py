"""The checker: rejects what a careful person would not send, and nothing else."""

from drafter.checker.engine import check
from drafter.checker.report import Finding, Report

__all__ = ["Finding", "Report", "check"]

"""What holds through every adapter, as data: a response of the app, and what becomes of it."""

from __future__ import annotations

from contract import negotiated, policies, replaced, untouched
from contract.case import HTML, PROBLEM, Case

__all__ = ["CASES", "HTML", "PROBLEM", "REPLACED", "UNTOUCHED", "Case"]

REPLACED = (*replaced.REPLACED, *negotiated.NEGOTIATED, *policies.TAKEN)
UNTOUCHED = (*untouched.UNTOUCHED, *policies.LEFT)
CASES: tuple[Case, ...] = (*REPLACED, *UNTOUCHED)

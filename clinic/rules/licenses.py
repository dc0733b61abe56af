"""When a license that soon ends is told (P-LICENSE-NOTICE)."""

from datetime import date


def ending_words(expires_on: date | None, today: date, told_days: int) -> str:
    """“expired”, “ends today”, “ends in 12 days”; empty while there is time, or where none is on file."""
    if expires_on is None:
        return ""
    left = (expires_on - today).days
    if left > told_days:
        return ""
    if left < 0:
        return "expired"
    return {0: "ends today", 1: "ends tomorrow"}.get(left, f"ends in {left} days")

"""What a select offers for one visit: a free time, or what is done without one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    key: str
    words: str
    chosen: bool

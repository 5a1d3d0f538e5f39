"""The shape every suite reports in."""

from dataclasses import dataclass, field

__all__ = ["Report", "Row"]


@dataclass(frozen=True)
class Row:
    """One figure; ``target`` is the least it should be, or with ``at_most`` the most."""

    name: str
    value: float
    target: float | None = None
    at_most: bool = False
    n: int | None = None
    reached: bool | None = field(init=False)

    def __post_init__(self) -> None:
        """Work out whether the target is reached; None without a target."""
        good = None
        if self.target is not None:
            good = self.value <= self.target if self.at_most else self.value >= self.target
        object.__setattr__(self, "reached", good)


@dataclass(frozen=True)
class Report:
    """What one suite found, on which part of the cases."""

    suite: str
    part: str
    rows: list[Row]
    remarks: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        """A Markdown table."""
        lines = [f"## {self.suite} ({self.part})", "", "| figure | value | target | n |", "|---|---|---|---|"]
        for row in self.rows:
            sign = "≤" if row.at_most else "≥"
            target = "" if row.target is None else f"{sign} {row.target:g}{'' if row.reached else ' ✗'}"
            lines.append(f"| {row.name} | {row.value:.3f} | {target} | {row.n or ''} |")
        return "\n".join([*lines, "", *self.remarks, ""])

"""What came of a drill: counts that must be nought, and others that tell how much was tried."""

from dataclasses import dataclass, field


@dataclass
class Verdict:
    """What came of a drill."""

    name: str
    seed: int
    tried: dict[str, int] = field(default_factory=dict)  # what happened
    wrong: dict[str, list[str]] = field(default_factory=dict)  # each must be empty
    seconds: float = 0.0

    def must_be_empty(self, what: str, found: "list[str]") -> None:
        """Note what must not be."""
        self.wrong[what] = found

    @property
    def fine(self) -> bool:
        """Whether nothing is wrong."""
        return not any(self.wrong.values())

    def __str__(self) -> str:
        told = [f"{self.name}, seed {self.seed}, {self.seconds:.0f} s"]
        told += [f"  {what}: {count}" for what, count in self.tried.items()]
        told += [f"  {what}: {len(found)} {found[:8] or ''}" for what, found in self.wrong.items()]
        return "\n".join(told)

"""What can be printed: rooms register their papers, with the words that a template may use and where they come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers.placeholders import CODE, NUMBER

# Words that every template may use, whatever the paper, beside those that stand on every paper.
PRINTED_ON: Final = "打印日期"
PRINTED_BY: Final = "经办人"
OFFICE: Final = "打印单位"
OF_EVERY_PAPER: Final[Mapping[str, tuple[str, str]]] = {
    NUMBER: ("打印时取得的编号", "示例〔2026〕0001号"),
    CODE: ("扫描回收用的二维码，不含个人信息", ""),
    PRINTED_ON: ("打印的日期", "2026年3月2日"),
    PRINTED_BY: ("打印人的姓名", "示例经办人"),
    OFFICE: ("打印人所在单位", "示例社区"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One word that a template may use: what it means, and a made-up example."""

    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class Column:
    """One word of a list: `{{ 人员.姓名 }}`; `width` is its share of the line in the template that comes with the product."""

    meaning: str
    examples: tuple[str, ...]
    width: int = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """What one paper says: each word of its kind, each list, and what it is about (for lists of papers, not printed).

    `enterprise_id` is whose the paper is when an enterprise prints it.
    """

    about: str
    texts: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    people: int = 1
    enterprise_id: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How the template that comes with the product looks.

    `body` is the text, a paragraph each; one that begins with `|` is a line of a table, its cells parted by `|`; the
    name of a list alone stands for its table. `signs` stand below, to the right; `slip` is cut off and comes back.
    """

    body: tuple[str, ...]
    signs: tuple[str, ...] = ()
    slip: tuple[str, ...] = ()
    slip_signs: tuple[str, ...] = ()
    is_landscape: bool = False
    suffix: str = ".docx"


# subject ids → a frame for each, in their order; raises NotFound for what the actor does not see.
Load = Callable[[Actor, Sequence[str]], Sequence[Frame]]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper that the rules name.

    `subject` says what it is about (`expected_retiree`), `short` is its name on a button, `mark` stands before its
    number. `load` reads through the queries of its room, within the actor's scope. `is_list` papers name many people and are made in the background.
    """

    code: str
    title: str
    subject: str
    source: str
    mark: str
    roles: frozenset[str]
    texts: Mapping[str, Text]
    load: Load
    layout: Layout
    lists: Mapping[str, Mapping[str, Column]] = field(default_factory=dict)
    is_list: bool = False
    short: str = ""

    @property
    def words(self) -> dict[str, str]:
        """Every word that a template of this kind may use, and what it means."""
        words = {name: meaning for name, (meaning, _) in OF_EVERY_PAPER.items()}
        words |= {name: one.meaning for name, one in self.texts.items()}
        for name, columns in self.lists.items():
            words |= {f"{name}.{column}": one.meaning for column, one in columns.items()}
        return words

    def example(self) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
        """Texts and lists of a paper about nobody, for a preview."""
        texts = {name: one for name, (_, one) in OF_EVERY_PAPER.items()}
        texts |= {name: one.example for name, one in self.texts.items()}
        lists = {}
        for name, columns in self.lists.items():
            most = max(len(one.examples) for one in columns.values())
            lists[name] = [
                {column: one.examples[at % len(one.examples)] for column, one in columns.items()} for at in range(most)
            ]
        return texts, lists


@dataclass(slots=True)
class PaperRegistry:
    """Every paper that rooms registered, by code."""

    kinds: dict[str, PaperKind] = field(default_factory=dict)

    def add(self, kind: PaperKind) -> None:
        """Register a paper; a code or a mark twice is a fault of ours."""
        same = [one for one in self.kinds.values() if kind.code == one.code or kind.mark == one.mark]
        if any(one is not kind for one in same):
            raise ValueError(f"paper registered twice: {kind.code}")
        self.kinds[kind.code] = kind

    def find(self, code: Any) -> PaperKind | None:
        """The kind of a code, or None."""
        return self.kinds.get(str(code))

    def about(self, subject: str, role: str) -> list[PaperKind]:
        """What a role may print about a kind of thing, in the order of registration."""
        return [one for one in self.kinds.values() if one.subject == subject and role in one.roles]

    def of_role(self, role: str) -> list[PaperKind]:
        """What a role may print at all."""
        return [one for one in self.kinds.values() if role in one.roles]


papers = PaperRegistry()


def ids_of(subjects: Sequence[str]) -> list[UUID]:
    """The ids of things; NotFound for what is none, as for what is not there."""
    try:
        return [UUID(one) for one in subjects]
    except ValueError:
        raise NotFound from None


def day_words(day: date | None) -> str:
    """2026年3月2日; blank for an unknown day."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def month_words(day: date | None) -> str:
    """2026年3月; blank for an unknown month."""
    return f"{day.year}年{day.month}月" if day else ""

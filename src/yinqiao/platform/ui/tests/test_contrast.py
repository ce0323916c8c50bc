"""The tokens reach a contrast of 4.5 : 1 in each of the three colour sets (GB/T 37668, domain: ageing-friendly)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[3] / "shell" / "static" / "shell" / "tokens.css"
GROUNDS = ("ground", "surface", "surface-sunk")
TEXTS = ("text", "text-muted", "link", "danger", "soon", "good")
PAIRS = [(text, ground) for text in TEXTS for ground in GROUNDS] + [
    ("link", "accent-soft"), ("text", "accent-soft"), ("text-muted", "accent-soft"), ("danger", "danger-soft"),
    ("text", "danger-soft"), ("soon", "soon-soft"), ("text", "soon-soft"), ("good", "good-soft"), ("text", "good-soft"),
    ("text", "mark"), ("on-accent", "accent"), ("on-accent", "accent-strong"),
]  # fmt: skip

pytestmark = pytest.mark.fast


def _sets() -> dict[str, dict[str, str]]:
    text = TOKENS.read_text()
    blocks = {"light": r":root \{(.*?)\n\}", "dark": r'\[data-theme="dark"\] \{(.*?)\n\}',
              "contrast": r'\[data-theme="contrast"\] \{(.*?)\n\}'}  # fmt: skip
    found = {name: re.search(block, text, flags=re.S) for name, block in blocks.items()}
    return {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", match.group(1))) for name, match in found.items() if match
    }


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_agrees_with_the_two_worked_examples_of_the_standard() -> None:
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_text_on_every_ground_reaches_four_and_a_half_to_one(name: str) -> None:
    tokens = _sets()[name]
    weak = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_edge_of_a_control_reaches_three_to_one(name: str) -> None:
    tokens = _sets()[name]
    assert contrast(tokens["border-strong"], tokens["surface"]) >= 3
    assert contrast(tokens["focus"], tokens["surface"]) >= 3


def test_the_high_contrast_set_reaches_seven_to_one() -> None:
    tokens = _sets()["contrast"]
    assert min(contrast(tokens[text], tokens[ground]) for text, ground in PAIRS) >= 7

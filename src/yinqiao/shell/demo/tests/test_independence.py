"""What plants mistakes shares no code with what finds them, or the score would prove nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from yinqiao.shell.demo.roster import spoil

pytestmark = pytest.mark.fast

FOLDER = Path(spoil.__file__).parent


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.name)
def test_the_spoiler_imports_neither_kernel_nor_platform_nor_any_room(file: Path) -> None:
    imported = [
        node.module or ""
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    ]
    ours = [module for module in imported if module.startswith("yinqiao")]
    assert all(module.startswith("yinqiao.shell.demo.roster.spoil") for module in ours)

"""Lint with reasons, by syntax tree: what a general linter cannot know about this house."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from tests.architecture import known
from tests.architecture.source import PACKAGE, PROJECT, Module, called, dotted, product

pytestmark = [pytest.mark.fast]

RECORDS = {"models", "queries", "services"}
WRITES = {"save", "delete", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "create"}
CLOCKS = {
    "timezone.now", "timezone.localdate", "timezone.localtime", "date.today", "datetime.now", "datetime.today",
    "datetime.utcnow", "time.time", "time.monotonic", "time.perf_counter",
}  # fmt: skip
TIMELESS = {"rules", "services", "queries", "models", "types", "errors", "events"}
SQL_TAKERS = {"execute", "executemany", "SQL", "raw", "RawSQL", "copy", "stream"}
Rule = Callable[[Module], Iterator[str]]


def _broken(rule: Rule) -> list[str]:
    return [f"{module.name}:{what}" for module in product() for what in rule(module)]


def _module(text: str, path: str = "areas/x/rules.py") -> Module:
    return Module(Path(path), text, ast.parse(text))


def records_outside(module: Module) -> Iterator[str]:
    """`.objects` in a room away from models, queries, services; anywhere in the shell and the roof."""
    if (module.room and module.furniture not in RECORDS) or module.path.parts[0] in {"shell", "config"}:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr == "objects":
                yield f"{node.lineno}: .objects"


def writes_outside(module: Module) -> Iterator[str]:
    """A row written away from services: a QuerySet that a query returned must be no hole in the door."""
    if (module.room and module.furniture != "services") or module.path.parts[0] == "shell":
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                is_update = node.func.attr == "update" and node.keywords and not node.args
                if (
                    node.func.attr in WRITES or is_update
                ) and f"{module.name}:{node.func.attr}" not in known.NO_ROW_WRITTEN:
                    yield f"{node.lineno}: .{node.func.attr}"


def clock_inside(module: Module) -> Iterator[str]:
    """The clock read where only a face may read it."""
    if module.path.parts[0] == "kernel" or module.furniture in TIMELESS:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and called(node) in CLOCKS and not node.args:
                key = f"{module.name}:{called(node)}"
                if key not in known.CLOCK:
                    yield f"{node.lineno}: {called(node)}"


def floats_in_rules(module: Module) -> Iterator[str]:
    """A float where amounts, ages and limits are decided."""
    decides = module.path.parts[0] == "kernel" or module.furniture in {"rules", "types"}
    if decides and module.name not in known.STATISTICS:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                yield f"{node.lineno}: {node.value}"
            if isinstance(node, ast.Name) and node.id == "float":
                yield f"{node.lineno}: float"


def prints(module: Module) -> Iterator[str]:
    """`print` away from commands."""
    if "commands" not in module.path.parts:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and called(node) == "print":
                yield f"{node.lineno}: print"


def catches_all(module: Module) -> Iterator[str]:
    """A handler that would swallow a fault of ours."""
    if module.name in known.CATCH_ALL:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or dotted(kind) in {"Exception", "BaseException"} for kind in kinds):
                yield f"{node.lineno}: catches everything"


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def _is_built(node: ast.expr) -> bool:
    """A string put together at run time: f-string, + or % of what is no constant, `.format` or `.join` on a string."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod) and not (_is_constant(node.left) and _is_constant(node.right))
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return is_method and node.func.attr in {"format", "join"} and isinstance(node.func.value, ast.Constant)


def built_sql(module: Module) -> Iterator[str]:
    """SQL put together from strings, given directly or by a name that was assigned so."""
    built = {
        target.id
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign) and _is_built(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and node.args and called(node).split(".")[-1] in SQL_TAKERS:
            first = node.args[0]
            if _is_built(first) or (isinstance(first, ast.Name) and first.id in built):
                key = f"{module.name}:{called(node)}"
                if key not in known.BUILT_SQL:
                    yield f"{node.lineno}: SQL from a built string"


RULES: dict[Rule, str] = {
    records_outside: "def show():\n    return Retiree.objects.all()",
    writes_outside: "def show(row):\n    row.save()",
    clock_inside: "def is_due(day):\n    return day < timezone.localdate()",
    floats_in_rules: "RATE = 0.5",
    prints: "print(1)",
    catches_all: "try:\n    pass\nexcept (ValueError, Exception):\n    pass",
    built_sql: "def read(cursor, name):\n    q = f'SELECT {name}'\n    cursor.execute(q)",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_lint(rule: Rule) -> None:
    assert _broken(rule) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_lint_finds_its_fault(rule: Rule) -> None:
    assert len(list(rule(_module(RULES[rule])))) == 1


def test_constant_and_composed_sql_is_no_finding() -> None:
    good = (
        "cursor.execute(_SQL, [1])",
        "cursor.execute('SELECT ' 'x')",
        "cursor.execute(_SELECT + ' WHERE id = %s', [1])",
        "sql.SQL('SELECT {}').format(sql.Literal(1))",
        "cursor.execute(sql.SQL('SELECT {}').format(x))",
    )
    assert [text for text in good if list(built_sql(_module(text)))] == []


def test_nothing_is_left_to_be_done_in_a_comment() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|HACK|XXX)\b")
    left = []
    files = chain(PACKAGE.rglob("*.py"), (PROJECT / "tests").rglob("*.py"), (PROJECT / "tools").rglob("*.py"))
    for path in files:
        with tokenize.open(path) as source:
            for token in tokenize.generate_tokens(source.readline):
                if token.type == tokenize.COMMENT and unfinished.search(token.string):
                    left.append(f"{path.name}:{token.start[0]}")
    assert left == []


def test_migrations_import_no_models_of_rooms() -> None:
    wrong = []
    for path in PACKAGE.rglob("migrations/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and re.fullmatch(r"yinqiao\.areas\..*\.models.*", node.module or ""):
                wrong.append(f"{path.parent.parent.name}/{path.name}:{node.lineno}")
    assert wrong == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    marks = re.compile(r"pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b")
    files = chain(PACKAGE.rglob("tests/**/*.py"), (PROJECT / "tests").rglob("*.py"))
    texts = {path.relative_to(PROJECT): path.read_text(encoding="utf-8") for path in files}
    assert [str(path) for path, text in texts.items() if marks.search(text)] == []


def test_no_form_says_twice_what_is_wrong() -> None:
    """`form_fields` begins with the summary of errors."""
    twice = re.compile(r"{% form_errors (\w+) %}\s*(?:{% if [^%]* %}\s*)?{% form_fields \1 %}")
    own = PACKAGE / "platform" / "ui" / "templates" / "ui" / "form_fields.html"
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("templates/**/*.html") if path != own}
    assert texts
    assert [str(path.relative_to(PACKAGE)) for path, text in texts.items() if twice.search(text)] == []


def test_every_exception_of_the_lint_is_still_needed() -> None:
    by_name = {module.name: module for module in product()}
    calls = {
        f"{name}:{called(node)}"
        for name, module in by_name.items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
    }
    catching = {
        name
        for name, module in by_name.items()
        if any(isinstance(node, ast.ExceptHandler) for node in ast.walk(module.tree))
    }
    assert set(known.CLOCK) | set(known.BUILT_SQL) <= calls
    assert {key.split(":")[0] for key in known.NO_ROW_WRITTEN} <= set(by_name)
    assert set(known.CATCH_ALL) <= catching

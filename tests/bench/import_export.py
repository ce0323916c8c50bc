"""The yardstick: the same roster through django-import-export, one clean() and one save per row, as its users do.

The resource checks the cells as we check single cells, by the same scalar readers: number, dates, phones, codes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from import_export import resources
from psycopg import sql
from tablib import Dataset

from tests.bench.databases import superuser
from yinqiao.kernel.chinese_dates import parse_date
from yinqiao.kernel.codes import parse_education, parse_ethnic_group, parse_political_status, parse_sex
from yinqiao.kernel.id_number import IdProblem, parse_id_number
from yinqiao.kernel.phone import parse_phone

if TYPE_CHECKING:
    from tests.bench.worker import Steps

TABLE = "bench_imported"
TODAY = date(2026, 11, 24)


def _refuse_unless(holds: Callable[[str], bool]) -> Callable[[str], None]:
    def check(value: str) -> None:
        if value and not holds(value):
            raise ValidationError("%(value)s", params={"value": value})

    return check


def _is_number(value: str) -> bool:
    # The demo's division exists in no list: everything else of the number is checked.
    return not set(parse_id_number(value, today=TODAY).problems) - {IdProblem.DIVISION}


_BY_HEADER: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("身份证", _is_number),
    ("电话", lambda value: parse_phone(value).value is not None),
    ("日期", lambda value: parse_date(value).value is not None),
    ("时间", lambda value: parse_date(value).value is not None),
    ("性别", lambda value: parse_sex(value) is not None),
    ("民族", lambda value: parse_ethnic_group(value) is not None),
    ("政治面貌", lambda value: parse_political_status(value) is not None),
    ("文化程度", lambda value: parse_education(value) is not None),
)
_REQUIRED = ("姓名", "身份证")


def _field(header: str) -> models.CharField[str, str]:
    checks = [_refuse_unless(holds) for word, holds in _BY_HEADER if word in header]
    is_required = any(header.startswith(word) for word in _REQUIRED)
    return models.CharField(header, max_length=200, blank=not is_required, validators=checks)


def _resource(headers: list[str]) -> resources.ModelResource:
    """A resource that finds a known person by ID number and cleans every instance."""
    names = [f"c{at}" for at in range(len(headers))]
    number = names[next(at for at, header in enumerate(headers) if "身份证" in header)]
    of_model = type("Meta", (), {"app_label": "database", "db_table": TABLE})
    fields = dict(zip(names, map(_field, headers), strict=True))
    model = type("Imported", (models.Model,), {**fields, "Meta": of_model, "__module__": __name__})
    chosen = {"model": model, "import_id_fields": [number], "fields": names, "clean_model_instances": True,
              "use_transactions": True, "skip_unchanged": True}  # fmt: skip
    made: resources.ModelResource = type("Roster", (resources.ModelResource,), {"Meta": type("Meta", (), chosen)})()
    return made


def _make_table(database: str, headers: list[str]) -> None:
    columns = sql.SQL(", ").join(
        sql.SQL("{} varchar(200)").format(sql.Identifier(f"c{at}")) for at in range(len(headers))
    )
    number = next(at for at, header in enumerate(headers) if "身份证" in header)
    with superuser(database) as admin:
        admin.execute("DROP TABLE IF EXISTS bench_imported")
        admin.execute(sql.SQL("CREATE TABLE bench_imported (id bigserial PRIMARY KEY, {})").format(columns))
        admin.execute(sql.SQL("CREATE INDEX ON bench_imported ({})").format(sql.Identifier(f"c{number}")))
        admin.execute("GRANT ALL ON bench_imported TO yq_app; GRANT ALL ON SEQUENCE bench_imported_id_seq TO yq_app")


def import_file(database: str, file: Path, steps: Steps) -> dict[str, Any]:
    """Load the workbook, check and save row by row; refuses to be a yardstick when rows fail."""
    head = Dataset().load(file.read_bytes(), format="xlsx")
    headers = list(head.headers)
    _make_table(database, headers)
    resource = _resource(headers)

    def work() -> Any:
        told = Dataset().load(file.read_bytes(), format="xlsx")
        told.headers = [f"c{at}" for at in range(len(headers))]
        return resource.import_data(told, dry_run=False, raise_errors=False)

    result = steps.run("import", work)
    if result.totals["new"] < 0.9 * len(head):
        first = [str(error.error) for _, errors in result.row_errors()[:1] for error in errors]
        first += [str(row.error_dict) for row in result.invalid_rows[:1]]
        raise RuntimeError(f"only {dict(result.totals)} of {len(head)} rows were imported: {first}")
    return {"rows": len(head), "totals": dict(result.totals)}

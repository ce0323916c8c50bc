"""Spouse and two family contacts of each person, with names, relations and phones of their own."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from yinqiao.shell.demo.identity import phone_numbers, spread
from yinqiao.shell.demo.names import draw_given_names, draw_surnames

Ints = npt.NDArray[np.int64]
_MARRIED_SHARE = 0.78
_SECOND_CONTACT_SHARE = 0.55
_RELATIONS = ("儿子", "女儿", "儿子", "女儿", "孙女", "侄子", "女婿", "儿媳")
_RELATION_SEX = np.array([1, 2, 1, 2, 2, 1, 1, 2])
_OWN_SURNAME = np.array([True, True, True, True, True, True, False, False])


def draw_kin(rng: np.random.Generator, people: pl.DataFrame, first_position: int, seed: int) -> pl.DataFrame:
    """Columns spouse_name, spouse_born_on, spouse_phone, contact1_name/_relation/_phone, contact2_name/_relation/_phone.

    Null where there is no such relative. A person's four phones stand at positions of their own: 0 the person,
    1 the spouse, 2 and 3 the contacts.
    """
    count = people.height
    born = people["born_on"].to_numpy().astype("datetime64[D]")
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    sex = people["sex"].to_numpy().astype(np.int64)
    position = first_position + np.arange(count, dtype=np.int64) * 4
    married = pl.when(pl.Series(rng.random(count) < _MARRIED_SHARE))
    spouse_name = draw_surnames(rng, count) + draw_given_names(rng, 3 - sex, year)
    spouse_born = born + rng.integers(-1500, 1500, count).astype("timedelta64[D]")
    spouse = pl.select(
        spouse_name=married.then(pl.Series(spouse_name, dtype=pl.String)),
        spouse_born_on=married.then(pl.Series(spouse_born).cast(pl.Date)),
        spouse_phone=married.then(_phones(position + 1, seed)),
    )
    own = people["surname"].to_numpy()
    father = np.where(sex == 1, own, draw_surnames(rng, count))
    first = _contact(rng, father, year, _phones(position + 2, seed), "contact1")
    second = _contact(rng, father, year, _phones(position + 3, seed), "contact2")
    has_second = pl.when(pl.Series("has_second", rng.random(count) < _SECOND_CONTACT_SHARE))
    second = second.select(has_second.then(pl.col(column)).alias(column) for column in second.columns)
    return pl.concat([spouse, first, second], how="horizontal")


def _contact(
    rng: np.random.Generator, family: npt.NDArray[np.object_], year: Ints, phones: pl.Series, prefix: str
) -> pl.DataFrame:
    count = len(year)
    relation = rng.integers(0, len(_RELATIONS), count)
    surname = np.where(_OWN_SURNAME[relation], family, draw_surnames(rng, count))
    name = surname + draw_given_names(rng, _RELATION_SEX[relation], year + 27)
    return pl.DataFrame(
        {
            f"{prefix}_name": pl.Series(name, dtype=pl.String),
            f"{prefix}_relation": pl.Series(np.array(_RELATIONS, dtype=object)[relation], dtype=pl.String),
            f"{prefix}_phone": phones,
        }
    )


def _phones(position: Ints, seed: int) -> pl.Series:
    return pl.Series(phone_numbers(spread(position, seed)).astype(object), dtype=pl.String)

"""Which people and archives are compared at all: those that share one of a few keys, set-based.

Any one digit, and any two neighbouring ones that do not straddle two parts of the number, leave one of the keys of
numbers whole; names lead to the rest.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from yinqiao.kernel.look_alikes import shape_key

# Key → columns that must be equal; within an enterprise, but for the number itself.
_WITHIN = (
    ("shape",), ("former",), ("archive_no",), ("born",), ("region", "sequence"), ("birth_and_sequence",),
)  # fmt: skip


def candidate_pairs(people: pl.DataFrame, archives: pl.DataFrame, most: int) -> pl.DataFrame:
    """Columns `person` and `archive`: positions in the two frames of the pairs that are worth a score, each once.

    Both have `name, number, born_on, enterprise_id, archive_no`; `people` also `former` (names, a list), `archives` also
    `is_registered`: its number is somebody's in the register, and leads to that person alone. A key with more than
    `most` pairs behind it is passed over.
    """
    left = _keyed(people).with_row_index("person").with_columns(pl.col("former").list.eval(_shape(pl.element())))
    right = _keyed(archives).with_row_index("archive")
    loose = right.filter(~pl.col("is_registered"))
    pairs = [_joined(left, right, ["number"], most)]
    for key in _WITHIN:
        if key == ("former",):
            told = left.explode("former").drop_nulls("former").drop("shape").rename({"former": "shape"})
            pairs.append(_joined(told, loose, ["enterprise_id", "shape"], most))
        else:
            pairs.append(_joined(left, loose, ["enterprise_id", *key], most))
    return pl.concat(pairs).unique(maintain_order=True)


def _keyed(frame: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("number")
    return frame.with_columns(
        shape=_shape(pl.col("name")),
        born=pl.when(number != "").then(number.str.slice(6, 8)).otherwise(pl.col("born_on").dt.strftime("%Y%m%d")),
        region=number.str.slice(0, 6),
        sequence=number.str.slice(14, 3),
        birth_and_sequence=number.str.slice(6, 11),
        archive_no=pl.when(pl.col("archive_no") != "").then(pl.col("archive_no")),
    )


def _shape(names: pl.Expr) -> pl.Expr:
    return names.map_elements(_shape_of, return_dtype=pl.String)


@cache
def _shape_of(name: str) -> str:
    return shape_key(name)


def _joined(left: pl.DataFrame, right: pl.DataFrame, key: list[str], most: int) -> pl.DataFrame:
    """The pairs that share a key, without keys that too many share."""
    sizes = [frame.drop_nulls(key).group_by(key).len() for frame in (left, right)]
    small = sizes[0].join(sizes[1], on=key).filter(pl.col("len").cast(pl.Int64) * pl.col("len_right") <= most)
    some = right.select("archive", *key).join(small.select(key), on=key)
    return left.select("person", *key).join(some, on=key).select("person", "archive")

"""What a record holds beyond identity and home: party, schooling, health and needs, archive, pension."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from yinqiao.shell.demo import distributions as shares

Floats = npt.NDArray[np.float64]

_HEALTH = {"健康": 52, "一般": 30, "患慢性病": 14, "较差": 4}
_SKILLS = (
    "书法",
    "绘画",
    "摄影",
    "乐器演奏",
    "木工",
    "电器维修",
    "裁剪缝纫",
    "烹饪",
    "园艺",
    "医疗护理",
    "教学",
    "写作",
)
_HOBBIES = ("散步", "广场舞", "合唱", "太极拳", "钓鱼", "棋牌", "养花", "阅读", "书画", "旅游", "门球", "花鼓戏")
_ARCHIVE_ELSEWHERE = ("原企业档案室", "市人才交流服务中心", "区人力资源公共服务中心", "随调入单位，待查")
ARCHIVE_AT_CITY = "市退休人员档案管理中心"


def draw_party(rng: np.random.Generator, people: pl.DataFrame) -> pl.DataFrame:
    """Political status (GB/T 4762), and for members branch, member number, whether they reported in."""
    count = people.height
    share = np.where(people["sex"].to_numpy() == 1, shares.PARTY_SHARE[1], shares.PARTY_SHARE[2])
    is_member = rng.random(count) < share
    other = _draw(rng, shares.OTHER_POLITICAL, count)
    branch_no = pl.Series(rng.integers(1, 7, count)).cast(pl.String)
    number = pl.Series(rng.integers(1, 900, count)).cast(pl.String).str.zfill(3)
    member = pl.when(pl.Series(is_member))
    return people.select(
        political_status=pl.Series(np.where(is_member, "01", other).astype(object), dtype=pl.String),
        party_branch=member.then(
            pl.concat_str("enterprise", pl.lit("离退休第"), branch_no.alias("branch_no"), pl.lit("党支部"))
        ),
        party_member_no=member.then(
            pl.concat_str(pl.lit("DY"), pl.col("person_no").cast(pl.String).str.zfill(7), number)
        ),
        has_reported_in=member.then(pl.Series(rng.random(count) >= shares.NOT_REPORTED_IN)),
    )


def draw_schooling(rng: np.random.Generator, people: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Education (GB/T 4658): the older, the less schooling, while the shares of the whole stay as stated."""
    count = people.height
    age = _ages(people, as_of)
    score = rng.normal(size=count) - (age - 68) / 25
    steps = np.cumsum(list(shares.EDUCATION.values())) / 100
    rank = np.searchsorted(np.quantile(score, steps[:-1]), score) if count else np.zeros(0, dtype=np.int64)
    return pl.DataFrame(
        {
            "education": pl.Series(np.array(list(shares.EDUCATION), dtype=object)[rank], dtype=pl.String),
            "skills": _seldom(rng, _SKILLS, count, 0.18),
            "hobbies": _seldom(rng, _HOBBIES, count, 0.45),
        }
    )


def draw_needs(rng: np.random.Generator, people: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Health, special groups, allowance, lost contact, and the deaths of the last half year."""
    count = people.height
    age = _ages(people, as_of)
    is_ill = rng.random(count) < shares.SERIOUS_ILLNESS
    is_alone = (age >= 80) & (rng.random(count) < shares.ALONE_OF_80_PLUS)
    on_allowance = rng.random(count) < shares.MINIMUM_LIVING_ALLOWANCE
    groups = {
        "八十岁以上高龄": age >= 80,
        "孤寡老人": is_alone,
        "重病": is_ill,
        "劳模": rng.random(count) < shares.MODEL_WORKER,
        "特殊工种": (people["retirement_type"] == "特殊工种退休").to_numpy(),
    }
    words = [pl.when(pl.Series(name, holds)).then(pl.lit(name)) for name, holds in groups.items()]
    health = np.where(is_ill, "重病", _draw(rng, _HEALTH, count))
    injury = np.where(
        rng.random(count) < 0.012, _draw(rng, dict.fromkeys(("七级", "八级", "九级", "十级"), 1), count), ""
    )
    return pl.select(
        health=pl.Series(health.astype(object), dtype=pl.String),
        special_groups=pl.concat_str(words, separator="、", ignore_nulls=True),
        on_minimum_allowance=pl.Series(on_allowance),
        lives_alone=pl.Series(is_alone),
        is_seriously_ill=pl.Series(is_ill),
        is_lost_contact=pl.Series(rng.random(count) < shares.LOST_CONTACT),
        injury_grade=pl.Series(injury.astype(object), dtype=pl.String).replace("", None),
        died_on=_deaths(rng, age, as_of),
    ).with_columns(special_groups=pl.col("special_groups").replace("", None))


def draw_archive(rng: np.random.Generator, people: pl.DataFrame) -> pl.DataFrame:
    """Archive number (unique), where the archive lies, whether it is digitised."""
    count = people.height
    is_elsewhere = rng.random(count) < shares.ARCHIVE_ELSEWHERE
    place = np.where(is_elsewhere, _pick(rng, _ARCHIVE_ELSEWHERE, count), ARCHIVE_AT_CITY)
    return people.select(
        archive_no=pl.format(
            "{}-{}-{}",
            (pl.col("enterprise_no") + 1).cast(pl.String).str.zfill(4),
            pl.col("retired_on").dt.year(),
            (pl.col("person_no") + 1).cast(pl.String).str.zfill(7),
        ),
        archive_place=pl.Series(place, dtype=pl.String),
        archive_is_elsewhere=pl.Series(is_elsewhere),
        archive_is_digitised=pl.Series(rng.random(count) >= shares.ARCHIVE_NOT_DIGITISED),
    )


def draw_pension(rng: np.random.Generator, people: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Monthly pension in fen (lognormal), last four digits of the social security card's account, certification."""
    count = people.height
    yuan = rng.lognormal(np.log(shares.PENSION_MEDIAN), shares.PENSION_SIGMA, count)
    is_overdue = rng.random(count) < shares.CERTIFICATION_OVERDUE
    days_ago = np.where(is_overdue, rng.integers(370, 700, count), rng.integers(1, 360, count))
    return pl.DataFrame(
        {
            "pension_fen": np.round(yuan * 20).astype(np.int64) * 5,
            "bank_tail": pl.Series(rng.integers(0, 10_000, count)).cast(pl.String).str.zfill(4),
            "certified_on": pl.Series(np.datetime64(as_of) - days_ago.astype("timedelta64[D]")).cast(pl.Date),
            "is_certification_overdue": is_overdue,
        }
    )


def _deaths(rng: np.random.Generator, age: Floats, as_of: date) -> pl.Series:
    bands = np.array(list(shares.YEARLY_DEATHS))
    yearly = np.array(list(shares.YEARLY_DEATHS.values()))[np.searchsorted(bands, age, side="right") - 1]
    died = rng.random(len(age)) < yearly / 2000
    days_ago = rng.integers(1, 183, len(age))
    day = np.where(died, np.datetime64(as_of) - days_ago.astype("timedelta64[D]"), np.datetime64("NaT"))
    return pl.Series("died_on", day.astype("datetime64[D]")).cast(pl.Date)


def _ages(people: pl.DataFrame, as_of: date) -> Floats:
    """Age in years on the day before `as_of` ends."""
    days = people.select((pl.lit(as_of + timedelta(days=1)) - pl.col("born_on")).dt.total_days()).to_series()
    return np.maximum(days.to_numpy() / 365.2425, 50)


def _draw(rng: np.random.Generator, weights: dict[str, int], count: int) -> npt.NDArray[np.str_]:
    chances = np.array(list(weights.values()), dtype=float)
    return np.array(list(weights))[rng.choice(len(weights), size=count, p=chances / chances.sum())]


def _seldom(rng: np.random.Generator, words: tuple[str, ...], count: int, share: float) -> pl.Series:
    chosen = pl.Series(rng.random(count) < share)
    return pl.select(pl.when(chosen).then(pl.Series(_pick(rng, words, count), dtype=pl.String))).to_series()


def _pick(rng: np.random.Generator, words: tuple[str, ...], count: int) -> npt.NDArray[np.object_]:
    return np.array(words, dtype=object)[rng.integers(0, len(words), count)]

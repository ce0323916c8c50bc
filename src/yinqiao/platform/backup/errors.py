"""What makes a backup or a restore stop, each told apart. Nothing odd is passed over: a silent backup is none."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Unavailable

_NOTHING_DONE = "没有写入任何数据。"


def program_missing(program: str, major: int) -> Unavailable:
    """No `pg_dump` or `pg_restore` of the server's own major version is at hand; an older one may lose data silently."""
    return Unavailable(
        "backup.program_missing",
        f"找不到与数据库版本一致的 {program}（需要 PostgreSQL {major}），已拒绝使用其他版本。",
        next_step=f"请安装 postgresql-client-{major}，或用环境变量 YINQIAO_PG_BIN 指明其所在文件夹。",
    )


def program_failed(program: str, told: str) -> Unavailable:
    """The program ended with an error or complained; what it said is passed on."""
    return Unavailable("backup.program_failed", f"{program} 报错：{told}", next_step="本次操作已中止，请处理后重试。")


def act_unsettled() -> Unavailable:
    """A process died between the two commits of an act, and no worker has settled it for a minute."""
    return Unavailable(
        "backup.act_unsettled",
        "有一项办理尚未收尾，此刻的备份会不完整，已停止。",
        next_step="请确认后台任务（worker）正在运行，一分钟后重试。",
    )


def target_exists(name: str) -> Conflict:
    """The file to write is there already; a backup never replaces another."""
    return Conflict("backup.target_exists", f"文件 {name} 已经存在，不能覆盖。", next_step="请换一个文件名。")


def source_missing(name: str) -> Invalid:
    """There is no such backup file, or it cannot be read."""
    return Invalid(
        "backup.source_missing", f"找不到或无法读取备份文件 {name}。", next_step=_NOTHING_DONE + "请核对路径。"
    )


def damaged() -> Invalid:
    """The file is no whole backup of ours: cut, changed, or its contents are not what its manifest lists."""
    return Invalid(
        "backup.damaged",
        "备份文件不完整或已被改动，不能使用。",
        next_step=_NOTHING_DONE + "请改用另一份备份，并检查存放备份的设备。",
    )


def not_verified() -> Unavailable:
    """What was written could not be read back the same."""
    return Unavailable(
        "backup.not_verified",
        "备份写完后回读核对不一致，已作废。",
        next_step="请检查存放备份的设备后重新备份。",
    )


def files_lost(count: int) -> Unavailable:
    """Rows name files whose bytes are not in the store: backing that up would hide the loss."""
    return Unavailable(
        "backup.files_lost",
        f"文件库缺少 {count} 个仍有登记的文件，备份已中止。",
        next_step="请先从较早的备份补回这些文件，再重新备份。",
    )


def target_not_empty(what: str) -> Conflict:
    """A restore goes into an empty installation only; nothing is ever merged or overwritten."""
    return Conflict(
        "backup.target_not_empty",
        f"恢复只能在空的系统上进行，而这里已有{what}。",
        next_step=_NOTHING_DONE + "请另设一个空的数据目录（YINQIAO_HOME）或空的数据库。",
    )


def still_recovering() -> Conflict:
    """The server still replays its archive, or waits for the operator to end that."""
    return Conflict(
        "backup.still_recovering",
        "数据库还在回放归档日志，尚不能写入。",
        next_step=_NOTHING_DONE + "请等回放到目标时刻并结束恢复（pg_promote）后再运行。",
    )


def server_older(dumped: int, here: int) -> Unavailable:
    """The dump comes from a newer PostgreSQL than the one that should take it in."""
    return Unavailable(
        "backup.server_older",
        f"备份来自 PostgreSQL {dumped}，而这里是 {here}，不能恢复到更旧的版本。",
        next_step=_NOTHING_DONE + f"请使用 PostgreSQL {dumped} 或更新的版本。",
    )


def code_older(first: str) -> Unavailable:
    """The backup was made by a later version of the platform: this code does not know its tables."""
    return Unavailable(
        "backup.code_older",
        f"备份由更新版本的银桥制作（本版本不认识 {first}）。",
        next_step=_NOTHING_DONE + "请先安装制作备份时的版本或更新的版本。",
    )


def keys_missing(ids: list[str]) -> Unavailable:
    """The keyring opens the backup but lacks keys that were in use when it was made."""
    return Unavailable(
        "backup.keys_missing",
        f"密钥文件缺少备份时使用的密钥：{'、'.join(ids)}。恢复后，用它们加密的信息将无法读取。",
        next_step=_NOTHING_DONE + "请放入完整的密钥文件；如这些密钥确已依法销毁，请加 --accept-missing-keys。",
    )


def counts_differ(table: str) -> Unavailable:
    """A table does not hold as many rows as the manifest says: the restore must not be used."""
    return Unavailable(
        "backup.counts_differ",
        f"恢复后表 {table} 的行数与备份清单不符，恢复的数据不能使用。",
        next_step="请清空后重新恢复；如仍不符，请改用另一份备份。",
    )


def invariants_broken(told: str) -> Unavailable:
    """The restored database does not tell one consistent story, or could not be checked."""
    return Unavailable(
        "backup.invariants_broken",
        f"数据已恢复，但一致性检查未通过：{told}",
        next_step="请勿开放使用，保留现场并联系技术支持。",
    )


def step_failed(step: str, told: str) -> Unavailable:
    """A step after the data came back failed."""
    return Unavailable(
        "backup.step_failed",
        f"数据已恢复，但“{step}”没有完成：{told}",
        next_step="请勿开放使用，按提示处理后重新恢复到空的系统。",
    )

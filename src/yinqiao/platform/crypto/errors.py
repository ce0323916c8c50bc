"""What can go wrong with keys and ciphertext, told apart: key file, passphrase, lost key, damaged data.

None of the sentences names a value, a key or a person: they end in logs.
"""

from __future__ import annotations

from yinqiao.kernel.errors import Invalid, Unavailable

_ASK_ADMIN = "数据没有改动。请系统管理员按《密钥管理手册》处理后重试。"


def keyring_missing() -> Unavailable:
    """The key file is absent or unreadable."""
    return Unavailable(
        "crypto.keyring_missing",
        "找不到密钥文件，暂时无法读写受保护的个人信息。",
        next_step=_ASK_ADMIN,
    )


def keyring_exposed() -> Unavailable:
    """The key file can be read by others than its owner; we refuse to use it rather than look away."""
    return Unavailable(
        "crypto.keyring_exposed",
        "密钥文件的权限过宽，其他用户也能读取，系统拒绝使用。",
        next_step=_ASK_ADMIN,
    )


def keyring_damaged() -> Unavailable:
    """The key file is no keyring of ours, or a key in it fails its check value."""
    return Unavailable("crypto.keyring_damaged", "密钥文件已损坏，系统拒绝使用。", next_step=_ASK_ADMIN)


def keyring_exists() -> Invalid:
    """A key file stands there already; overwriting it would lose every value encrypted so far."""
    return Invalid(
        "crypto.keyring_exists",
        "密钥文件已经存在，不能覆盖。",
        next_step="如需更换密钥，请使用密钥轮换功能。",
    )


def passphrase_wrong() -> Unavailable:
    """The keyring is wrapped and the passphrase is absent or wrong."""
    return Unavailable(
        "crypto.passphrase_wrong",
        "密钥文件的口令缺失或不正确，无法解开密钥。",
        next_step=_ASK_ADMIN,
    )


def key_missing(key_id: int) -> Unavailable:
    """The data names a key that the keyring does not hold: a lost key, or the keyring of another installation."""
    return Unavailable(
        "crypto.key_missing",
        f"密钥文件中没有编号为 {key_id:08x} 的密钥，无法解开这项数据。",
        next_step=_ASK_ADMIN,
    )


def no_active_key(purpose: str) -> Unavailable:
    """Every key for this purpose is retired."""
    return Unavailable(
        "crypto.no_active_key",
        f"密钥文件中没有可用于“{purpose}”的有效密钥。",
        next_step=_ASK_ADMIN,
    )


def data_damaged() -> Invalid:
    """The key is known but the data does not verify: a flipped byte, or a value moved from another row or column."""
    return Invalid(
        "crypto.data_damaged",
        "这项受保护的数据未通过完整性校验，可能已损坏或被改动。",
        next_step="请勿据此办理业务，并通知系统管理员从备份核对。",
    )

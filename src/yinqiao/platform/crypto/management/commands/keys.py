"""`yinqiao keys init | status | complete | rotate | resume | forget`: what the system administrator does with the keyring at the server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.crypto.keyfile import (
    PASSPHRASE_ENV,
    add_key,
    complete_keyring,
    current_keyring,
    forget_key,
    init_keyring,
)
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.rotate import encrypted_tables, rotate_table
from yinqiao.platform.crypto.stores import files_under, sealed_stores
from yinqiao.platform.crypto.usage import places_of_key

_TOLD_CITIES = "已更换。请把新的“本市公钥”发给各城市重新登记；旧密钥保留，仍可打开已发出的文件。"
# What else is to be done, for purposes whose data is not encrypted anew.
_AFTERWARDS = {
    Purpose.TRANSFER_SIGN: _TOLD_CITIES,
    Purpose.TRANSFER_OPEN: _TOLD_CITIES,
    Purpose.RECEIPT: "已更换。旧公钥继续公布，此前的回执仍可核验。",
    Purpose.SEAL: "已更换。请把 witness 文件夹中新的 verifier-keys.txt 交给见证单位；此前的检查点仍用旧公钥核验。",
}


class Command(BaseCommand):
    """Keys by hand. Run it as the worker (`YINQIAO_ROLE=worker`)."""

    help = (
        "密钥：生成密钥文件（init）、查看（status）、升级后补齐新增用途的密钥（complete）、更换并重新加密（rotate field，rotate file：文件和扫描件，或 rotate blind：重建索引，期间须暂停上传名册；新密钥使用 YINQIAO_CRYPTO 所定的算法）、"
        "继续未完成的重新加密（resume）、删除已停用的密钥（forget 编号；其密文将永远无法读取）。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """A word, and what it is about."""
        parser.add_argument("what", choices=["init", "status", "complete", "rotate", "resume", "forget"])
        parser.add_argument("about", nargs="?", default="")
        parser.add_argument("--erase", action="store_true", help="密文仍在使用也删除：用于依法销毁")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a refusal ends with an error."""
        self.path, self.passphrase = Path(settings.KEYRING_FILE), os.environ.get(PASSPHRASE_ENV)
        try:
            getattr(self, "_" + options["what"])(options["about"], options["erase"])
        except DomainError as refusal:
            raise CommandError(f"{refusal.message}{refusal.next_step}（{refusal.code}）") from refusal
        except OSError as problem:
            raise CommandError(
                "文件库没有应答或空间不足，已更新的不受影响。请检查后再运行 yinqiao keys resume。"
            ) from problem

    def _init(self, about: str, erase: bool) -> None:
        init_keyring(self.path, at=timezone.now(), passphrase=self.passphrase)
        self.stdout.write(f"密钥文件已生成：{self.path}。请立即另行备份，数据库备份中不含密钥。")

    def _complete(self, about: str, erase: bool) -> None:
        is_changed = complete_keyring(self.path, at=timezone.now(), passphrase=self.passphrase)
        self.stdout.write("已补齐新增用途的密钥，请重新备份密钥文件。" if is_changed else "密钥齐全，没有改动。")

    def _status(self, about: str, erase: bool) -> None:
        files = files_under()
        for key in current_keyring().keys:
            state = f"{key.retired_at[:10]} 停用" if key.retired_at else "使用中"
            uses = files.get(key.id, {}) if key.purpose is Purpose.FILE else places_of_key(key.id)
            where = "；".join(f"{place} {count} 项" for place, count in uses.items())
            self.stdout.write(
                f"{key.id:08x} {key.purpose.value} {key.suite} {key.created_at[:10]} 生成 {state} {where}".rstrip()
            )
        for place, count in files.get(0, {}).items():
            self.stdout.write(f"{place} {count} 项无法读取，请从备份恢复。")

    def _rotate(self, about: str, erase: bool) -> None:
        if about not in {Purpose.FIELD, Purpose.BLIND, Purpose.FILE, *_AFTERWARDS}:
            raise CommandError(f"请写明更换哪一类密钥：{'、'.join(Purpose)}。")
        add_key(self.path, Purpose(about), at=timezone.now(), passphrase=self.passphrase)
        if about in _AFTERWARDS:
            self.stdout.write(_AFTERWARDS[Purpose(about)])
            return
        self._resume(about, erase)

    def _resume(self, about: str, erase: bool) -> None:
        if about in ("", Purpose.FILE):
            self._renew_files()
        if about != Purpose.FILE:
            self._renew_fields()

    def _renew_files(self) -> None:
        # Twice, as with the fields: the second time only heads are read.
        for store in (*sealed_stores(), *sealed_stores()):
            done = unreadable = 0
            for one in store.renew(at=timezone.now()):
                done, unreadable = done + one.done, unreadable + one.unreadable
            more = f"，{unreadable} 项无法读取、没有改动，请从备份恢复" if unreadable else ""
            self.stdout.write(f"{store.label}：已更新 {done} 项{more}。")
        self.stdout.write("已完成。此前的备份和扫描件副本仍用旧密钥，它们还在时，旧密钥须保留。")

    def _renew_fields(self) -> None:
        now = timezone.now()
        # Twice: what was being written when the key changed is found by the second run.
        for table in (*encrypted_tables(), *encrypted_tables()):
            self.stdout.write(f"{table.table}：已更新 {rotate_table(table, at=now)} 行。")
        self.stdout.write("已完成。旧密钥保留，供读取历史记录。")

    def _forget(self, about: str, erase: bool) -> None:
        try:
            key_id = int(about, 16)
        except ValueError as problem:
            raise CommandError("请写明密钥编号（status 所列的八位编号）。") from problem
        uses = files_under().get(key_id, {}) | places_of_key(key_id)
        if uses and not erase:
            raise CommandError(f"仍有 {sum(uses.values())} 项数据使用这把密钥，不能删除。如系依法销毁，请加 --erase。")
        forget_key(self.path, key_id, passphrase=self.passphrase)
        self.stdout.write(f"密钥 {key_id:08x} 已删除。")

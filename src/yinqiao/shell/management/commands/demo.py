"""`yinqiao demo --people N --seed S`: loads a made-up city into an empty database and prints who can sign in.

`--scale city` loads a whole city: 976 agreements of 202 groups, and everybody and everything handed over under them.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from yinqiao.areas.organisations.queries import find_enterprise_by_uscc
from yinqiao.shell.demo.cast import CAST_ENTERPRISES, cast_credit_code
from yinqiao.shell.demo.distributions import CITY_PEOPLE
from yinqiao.shell.demo.handed_over import Scale
from yinqiao.shell.demo.loading import CityOrder, DemoAccount, Week, load_city, load_stories, load_users
from yinqiao.shell.demo.loading.elders import list_elders

FEWEST, USUAL, MOST = 500, 3000, 3_000_000


class Command(BaseCommand):
    """Load the demo city."""

    help = "载入演示城市（虚构人员，身份证号使用演示专用区划代码），并列出可登录的演示账户。"

    def add_arguments(self, parser: CommandParser) -> None:
        """How many people, from which seed."""
        parser.add_argument(
            "--people", type=int, help=f"人数，{FEWEST} 至 {MOST}；不写时为 {USUAL}，全市规模为 {CITY_PEOPLE}"
        )
        parser.add_argument(
            "--scale", choices=("small", "city"), default="small", help=f"city：全市规模，人数不少于 {CITY_PEOPLE}"
        )
        parser.add_argument("--seed", type=int, default=1, help="随机种子：同一种子载入同一城市")
        parser.add_argument("--no-accounts", action="store_true", help="不建立演示账户，也不演示本周的办理")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where a demo stands already; load; tell the passwords once."""
        scale = Scale() if options["scale"] == "city" else None
        people, fewest = options["people"] or (CITY_PEOPLE if scale else USUAL), CITY_PEOPLE if scale else FEWEST
        if not fewest <= people <= MOST:
            raise CommandError(f"人数须在 {fewest} 至 {MOST} 之间。")
        if find_enterprise_by_uscc(uscc=cast_credit_code(CAST_ENTERPRISES[0].key)):
            raise CommandError("数据库中已有演示城市，没有再次载入；要重新开始，请先执行 yinqiao reset。")
        at = timezone.now()
        accounts: list[DemoAccount] = []
        # Half a city would be neither usable nor refused the next time: all of it or nothing.
        with transaction.atomic():
            city = load_city(CityOrder(people, options["seed"], at, scale=scale), self._say)
            if not options["no_accounts"]:
                accounts = load_users(at)
        self.stdout.write(f"已载入演示人员 {city.people} 人。")
        if accounts:
            load_stories(Week(at, accounts, city.newcomers, has_agreements=scale is not None))
            self._print_accounts(accounts)
            self._print_elders()

    def _say(self, loaded: int) -> None:
        self.stdout.write(f"已载入 {loaded} 人……")

    def _print_accounts(self, accounts: list[DemoAccount]) -> None:
        self.stdout.write("可登录的演示账户（密码只显示这一次）：")
        for one in accounts:
            self.stdout.write(f"{one.username:<16}{one.password:<20}{one.name}　{one.role}　{one.unit}")

    def _print_elders(self) -> None:
        self.stdout.write("长辈版（/my/）用这些手机号登录，验证码在页面“演示替身”上看：")
        for name, phone in list_elders():
            self.stdout.write(f"{phone}　{name}")

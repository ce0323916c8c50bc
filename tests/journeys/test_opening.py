"""The opening load as the city's two managers do it: rehearsal, mapping, the signed paper, the load, both systems side by side."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit
from yinqiao.kernel.id_number import check_digit
from yinqiao.shell.demo.cast import CAST_ENTERPRISES

pytestmark = pytest.mark.journey
HEADER = "编号,姓名,身份证号,企业名称,居住区县,居住街道,居住社区,接收日期,人员状态,手机,档案编号\n"
HOME = "岳麓区,岳麓街道,枇杷塘社区"
LONG_NAME = "努尔艾合买提江·阿卜杜热依木江"


def _number(serial: int) -> str:
    head = f"99010119530716{serial:03d}"
    return head + check_digit(head)


def _line(serial: int, name: str, **cells: str) -> str:
    told = {
        "firm": CAST_ENTERPRISES[0].name, "home": HOME, "day": "2016-05-20", "state": "在管", "phone": f"1390008{serial:04d}",
        "archive": f"JX-{serial}",
    } | cells  # fmt: skip
    return f"TG-{serial:04d},{name},{_number(serial)}," + ",".join(told.values()) + "\n"


def _table(*lines: str) -> bytes:
    return (HEADER + "".join(lines)).encode("utf-8-sig")


PEOPLE = (
    _line(201, "柳青山", firm="红旗机床厂"),
    _line(203, LONG_NAME, firm="红旗机床厂"),
    _line(205, "段守成", firm="红旗机床厂", home=",,桐梓里社区"),
    _line(207, "易长林", firm="红旗机床厂", day=""),
    _line(209, "文正明", firm="红旗机床厂", state="已故"),
)


def _send(city: Visit, button: str, content: bytes) -> str:
    city.page.set_input_files("input[type=file]", [{"name": "人员表.csv", "mimeType": "text/csv", "buffer": content}])
    city.send(button)
    expect(city.page.locator("#findings-title")).to_be_visible(timeout=90_000)
    return city.address()


def _settled(city: Visit, words: str) -> None:
    expect(city.page.get_by_text(words).first).to_be_visible(timeout=90_000)
    city.look()


def _maps(city: Visit, old_name: str, target: str) -> None:
    city.go("/opening/mapping/?state=unknown")
    city.look("opening-mappings")
    city.follow(city.page.get_by_role("link", name=old_name).first)
    city.page.fill("[name=target]", target)
    city.look("opening-mapping")
    city.send("保存")
    city.says("对应已保存")
    city.look()


def _rehearses(city: Visit) -> str:
    city.go("/opening/")
    city.look("opening-empty")
    with city.download():
        city.page.get_by_role("link", name="下载模板").first.click()
    city.go("/opening/upload/")
    city.page.fill("[name=system]", "市退休人员管理系统")
    city.look("opening-upload")
    address = _send(city, "上传并演练", _table(*PEOPLE))
    city.says("1 个企业名称", "1 个社区名称", "没有对应")
    city.look("opening-rehearsed")
    assert (city.figure("旧系统人数"), city.figure("可入库")) == (5, 0)
    city.go(f"{address}columns/")
    city.look("opening-columns")
    city.go("/opening/mapping/?text=没有这个名称")
    city.look("opening-mappings-empty")
    _maps(city, "红旗机床厂", CAST_ENTERPRISES[2].name)
    _maps(city, "桐梓里社区", "岳麓区 · 岳麓街道 · 枇杷塘社区")
    city.go(address)
    city.look()
    city.send("重新演练")
    expect(city.page.locator("#findings-title")).to_be_visible(timeout=90_000)
    city.look("opening-mapped")
    assert (city.figure("可入库"), city.figure("待处理"), city.figure("已说明")) == (3, 1, 1)
    return address


def _explains(city: Visit) -> None:
    city.follow(city.page.locator("a.stat", has_text="待处理"))
    city.says("易长林", "必填项为空")
    city.look("opening-rows")
    city.page.get_by_label("选择 易长林").check()
    city.follow(city.page.get_by_role("button", name="说明原因"))
    city.page.select_option("[name=code]", "other")
    city.look("opening-explain")
    city.send("保存说明")
    city.says("请写明情况")
    city.look("opening-explain-error")
    city.page.fill("[name=words]", "旧系统没有接收日期，社区另行登记")
    city.send("保存说明")
    city.look("opening-explained")


def _signs(city: Visit, address: str) -> None:
    city.go(f"{address}figures/")
    city.look("opening-figures")
    city.go(f"{address}paper/")
    city.says("存量数据入库对账单", "旧系统管理单位（盖章）")
    city.look("opening-paper")
    city.page.emulate_media(media="print")
    city.take("opening-paper-print")
    city.page.emulate_media(media="screen")
    city.go(address)
    city.look()
    city.send("提请入库")
    city.look("opening-propose-asks")
    city.send("提请入库")
    city.says("不能由您本人确认")
    city.look("opening-proposed")


def _confirms(second: Visit, address: str) -> None:
    second.go("/")
    second.says("待确认的存量入库")
    second.look()
    second.go(f"{address}send-back/")
    second.look("opening-send-back")
    second.go(f"{address}confirm/")
    second.page.fill("[name=number]", "长人社对〔2026〕8号")
    second.page.fill("[name=signed_on]", "2026-01-05")
    second.look("opening-confirm")
    second.page.check("[name=verified]")
    second.send("确认入库")
    _settled(second, "撤回入库")
    second.take("opening-loaded")
    assert second.figure("已入库") == 3


def _is_found(city: Visit) -> None:
    city.go("/search/")
    city.look()
    city.page.locator("input[name=text]").first.fill("TG-0203")
    with city.page.expect_navigation():
        city.page.keyboard.press("Enter")
    city.says(LONG_NAME)
    city.look("opening-search")
    city.follow(city.page.get_by_role("link", name=LONG_NAME).first)
    city.says("编号 TG-0203，2016-05-20 接收", "存量入库")
    city.look("opening-person")


def _runs_beside(city: Visit) -> None:
    city.go("/opening/daily/")
    city.look("opening-differences-empty")
    city.go("/opening/daily/begin/")
    city.page.fill("[name=system]", "市退休人员管理系统")
    city.look("opening-begin")
    city.send("开始")
    city.says("并行比对已开始")
    city.look()
    city.go("/opening/daily/upload/")
    city.look("opening-upload-daily")
    _send(
        city,
        "上传并比对",
        _table(PEOPLE[0], _line(203, "努尔艾合买提", firm="红旗机床厂"), _line(211, "新来的", firm="红旗机床厂")),
    )
    city.says("旧有新无", "新有旧无")
    city.look("opening-day")
    city.go("/opening/daily/?kind=field")
    city.says(LONG_NAME)
    city.look("opening-differences")
    city.page.get_by_label("选择", exact=False).nth(1).check()
    city.follow(city.page.get_by_role("button", name="说明", exact=True))
    city.page.select_option("[name=code]", "ours")
    city.look("opening-explain-difference")
    city.send("保存说明")
    city.says("说明已保存")
    city.look()
    city.go("/opening/daily/days/")
    city.look("opening-days")
    city.go("/opening/daily/close/")
    city.page.fill("[name=words]", "两个系统已一致")
    city.send("结束并行比对")
    city.says("还有", "待处理")
    city.look("opening-close-error")


def test_an_old_system_is_rehearsed_signed_for_loaded_and_compared(arrive: Arrive) -> None:
    city, second = arrive("shi.huang"), arrive("shi.mo")
    address = _rehearses(city)
    _explains(city)
    _signs(city, address)
    _confirms(second, address)
    _is_found(city)
    _runs_beside(city)
    second.go(f"{address}undo/")
    second.page.fill("[name=reason]", "演示数据，撤回")
    second.look("opening-undo")
    second.send("撤回整批")
    _settled(second, "人员已退出登记簿")
    second.take("opening-undone")
    city.go("/opening/upload/")
    city.page.fill("[name=system]", "市退休人员管理系统")
    city.look()
    _send(city, "上传并演练", _table(*PEOPLE[:2]))
    city.look()
    city.send("清除这次演练")
    city.look("opening-throw-away-asks")
    city.send("清除")
    city.says("这次演练已清除")
    city.look("opening-thrown-away")


@pytest.mark.parametrize(("name", "screen", "size"), [("phone", PHONE, "16"), ("largest", OFFICE, "30")])
def test_pages_of_the_opening_load_fit_a_phone_and_the_largest_type(
    arrive: Arrive, name: str, screen: tuple[int, int], size: str
) -> None:
    city = arrive("shi.huang", screen)
    city.go("/appearance/")
    city.page.locator(f"input[name=type_size][value='{size}']").check()
    city.send("保存")
    city.look()
    for path, picture in (("/opening/", "runs"), ("/opening/rows/", "rows"), ("/opening/mapping/", "mappings"),
                          ("/opening/daily/", "differences")):  # fmt: skip
        city.go(path)
        city.look(f"{name}-opening-{picture}")

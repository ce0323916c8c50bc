"""Refusals about digitised archives: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def batch_closed(state: str) -> Conflict:
    """The state of the batch does not allow this step."""
    return Conflict(
        "digitised.batch_closed",
        f"这一批现在是“{state}”，不能进行这项操作，已有内容没有变化。",
        next_step="请刷新页面查看最新状态；需要继续上传的，请另建一批。",
    )


def too_large(limit: int) -> Invalid:
    """More than a scan may have."""
    return Invalid(
        "digitised.too_large",
        f"文件超过 {limit / 2**30:.1f} GB，没有上传，其他文件没有受影响。",
        next_step="请按材料分成几份后上传。",
    )


def bad_upload() -> Invalid:
    """An upload without name or size."""
    return Invalid("digitised.bad_upload", "文件是空的或没有文件名，没有上传。", next_step="请重新选择文件。")


def too_many(limit: int) -> Conflict:
    """More files than a batch may have."""
    return Conflict(
        "digitised.too_many", f"一批最多 {limit:,} 个文件，这个文件没有上传。", next_step="请另建一批继续上传。"
    )


def other_block(wanted: int) -> Conflict:
    """Another block than the next one: somebody else goes on with the same file, or an answer was lost."""
    return Conflict(
        "digitised.other_block",
        f"应当接着传第 {wanted + 1} 段，这一段没有保存，已上传的部分没有受影响。",
        next_step="请重新选择这个文件，会从断点接着传。",
    )


def block_incomplete() -> Invalid:
    """Fewer or more bytes than the block has, or others than were sent."""
    return Invalid(
        "digitised.block_incomplete",
        "这一段没有传完整，没有保存，已上传的部分没有受影响。",
        next_step="请继续上传，会从断点接着传。",
    )


def not_receiving() -> Conflict:
    """The file is whole already, or was refused."""
    return Conflict(
        "digitised.not_receiving",
        "这个文件已经传完或没有挂接，不再接收，已有内容没有变化。",
        next_step="请查看质量报告。",
    )


def still_working(count: int) -> Conflict:
    """A sample is drawn from what is all there."""
    return Conflict(
        "digitised.still_working",
        f"还有 {count:,} 个文件没有传完或检查完，没有抽样。",
        next_step="请等待检查完成；传不完的请删除后再抽样。",
    )


def nothing_filed() -> Conflict:
    """There is nothing to draw a sample from."""
    return Conflict(
        "digitised.nothing_filed", "这一批还没有挂接的扫描件，没有抽样。", next_step="请先上传扫描件，并查看质量报告。"
    )


def not_drawn() -> Conflict:
    """Only what was drawn and is not judged yet can be judged."""
    return Conflict(
        "digitised.not_drawn", "这份扫描件没有抽中或已经检查过，没有变化。", next_step="请刷新页面查看最新状态。"
    )


def own_scan() -> Refused:
    """Who scanned does not judge."""
    return Refused(
        "digitised.own_scan",
        "抽检不能由上传这份扫描件的人进行，没有变化。",
        next_step="请本单位另一位经办人抽检。",
    )


def reason_missing() -> Invalid:
    """Bad needs a reason."""
    sentence = "请写明不合格的原因，例如：第3页歪斜、缺页。"
    return Invalid("digitised.reason_missing", sentence, next_step="填写后再提交。", fields={"reason": sentence})


def item_exists() -> Conflict:
    """The catalogue has this number already."""
    return Conflict(
        "digitised.item_exists",
        "目录中已有这一类的这个序号，没有重复登记。",
        next_step="请核对序号，或修改原来的条目。",
    )


def scanned_already() -> Conflict:
    """What is marked as classified has been scanned."""
    return Conflict(
        "digitised.scanned_already",
        "这份材料已有扫描件。标注涉密会立即停用扫描件，须先确认。",
        next_step="请勾选确认后再提交，并按保密规定报告。",
    )


def wrong_classes(classes: str) -> Invalid:
    """Classes that the purpose does not open."""
    sentence = f"这个事由不能查阅{classes}，没有提交。"
    return Invalid(
        "digitised.wrong_classes", sentence, next_step="请只选办事需要的类别。", fields={"classes": sentence}
    )


def letter_missing() -> Invalid:
    """What law keeps secret is opened on a document alone."""
    sentence = "依法调取的，请填写调取文书号。"
    return Invalid("digitised.letter_missing", sentence, next_step="填写后再提交。", fields={"letter_no": sentence})


def related() -> Refused:
    """Nobody reads the own archive or that of close relatives."""
    return Refused(
        "digitised.related",
        "任何人不得查阅本人及近亲属的档案，没有提交。",
        next_step="请由没有亲属关系的两名经办人申请。",
    )


def needs_two() -> Invalid:
    """Two look together."""
    sentence = "查阅须两人以上，同阅人不能是本人。"
    return Invalid("digitised.needs_two", sentence, next_step="请选择同阅人。", fields={"second": sentence})


def not_open(state: str) -> Conflict:
    """The state of the look-up or extract does not allow this step."""
    return Conflict(
        "digitised.not_open",
        f"这份申请现在是“{state}”，不能进行这项操作，已有内容没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def own_lookup() -> Refused:
    """Who looks does not approve."""
    return Refused(
        "digitised.own_lookup", "查阅人不能审批自己的查阅，没有变化。", next_step="请由第三位负责档案的经办人审批。"
    )


def answer_missing() -> Invalid:
    """No needs its reason, and so does yes where a name is that of the person or of kin."""
    sentence = "请写明意见：不同意的写明理由；查阅人与档案本人或其联系人同名的，写明核对结果。"
    return Invalid("digitised.answer_missing", sentence, next_step="填写后再提交。", fields={"answer": sentence})


def not_a_viewer() -> Refused:
    """Only the two who were let in look, and each for themselves."""
    return Refused(
        "digitised.not_a_viewer",
        "只有获准的两名查阅人可以进行这项操作，没有变化。",
        next_step="如工作需要，请另行申请查阅。",
    )


def not_together() -> Conflict:
    """The second has not said to be there."""
    return Conflict(
        "digitised.not_together",
        "同阅人还没有确认到场，不能打开。",
        next_step="请同阅人登录自己的账户，在这份查阅中点“我已到场”。",
    )


def lookup_over() -> Conflict:
    """The time of the look-up is over."""
    return Conflict(
        "digitised.lookup_over", "查阅期限已过，不能再打开，已看过的页有记录。", next_step="还需要查阅的，请重新申请。"
    )


def page_closed() -> Refused:
    """The page is none of those that were opened."""
    return Refused(
        "digitised.page_closed", "这一页不在获准的范围内，不能打开。", next_step="请返回查阅单，查看获准的类别。"
    )


def asked_already() -> Conflict:
    """One request for an archive at a time."""
    return Conflict(
        "digitised.asked_already",
        "您已经申请过，正在等待答复，没有重复提交。",
        next_step="请等待保管单位答复，或打电话询问。",
    )


def words_missing(field: str, sentence: str) -> Invalid:
    """Something was not said."""
    return Invalid("digitised.words_missing", sentence, next_step="填写后再提交。", fields={field: sentence})


def pages_missing() -> Invalid:
    """An extract has pages."""
    sentence = "请至少选择一页；不提供的，选择“不提供”并写明理由。"
    return Invalid("digitised.pages_missing", sentence, next_step="选择后再提交。", fields={"pages": sentence})


def lent_already() -> Conflict:
    """The original is out."""
    return Conflict(
        "digitised.lent_already",
        "这卷档案已经借出，没有归还，不能再借出。",
        next_step="请先登记归还，或改为查阅扫描件。",
    )


def due_before() -> Invalid:
    """Back before it goes out."""
    sentence = "应还日期不能早于借出日期。"
    return Invalid("digitised.due_before", sentence, next_step="请修改日期。", fields={"due_on": sentence})


def returned_already() -> Conflict:
    """It is back."""
    return Conflict("digitised.returned_already", "已经登记归还，没有变化。", next_step="请刷新页面查看最新状态。")


def extract_over() -> Conflict:
    """The person can no longer see the pages either."""
    return Conflict(
        "digitised.extract_over", "这份摘录可看的期限已过，没有制作盖章件。", next_step="还需要的，请本人重新申请。"
    )


def certified_already() -> Conflict:
    """One paper in force."""
    return Conflict(
        "digitised.certified_already",
        "这份摘录已经有盖章件，没有重复制作。",
        next_step="内容有误的，请先在证明登记中撤销，再重新制作。",
    )


def being_made() -> Conflict:
    """The worker is at it."""
    return Conflict(
        "digitised.being_made", "这份摘录的盖章件正在制作，没有重复提交。", next_step="请等待制作完成，页面会自动更新。"
    )


def own_answer() -> Refused:
    """Who gave the pages does not compare and seal them."""
    return Refused(
        "digitised.own_answer",
        "盖章件须由答复人以外的人核对并用印，没有制作。",
        next_step="请由另一位保管印章的经办人办理。",
    )


def not_compared() -> Invalid:
    """The words on the paper are somebody's who looked."""
    sentence = "请先取出纸质原件逐页核对，再勾选。"
    return Invalid(
        "digitised.not_compared",
        f"{sentence}盖章件没有制作。",
        next_step="核对后再提交。",
        fields={"is_compared": sentence},
    )


def too_many_pages(most: int) -> Invalid:
    """A sealed paper must stay one that can be checked as a file."""
    return Invalid(
        "digitised.too_many_pages",
        f"盖章件最多 {most} 页，这份摘录超过了，没有制作。",
        next_step="请本人分次申请，或到档案室复印盖章。",
    )

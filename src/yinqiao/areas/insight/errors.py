"""What the room of insight refuses."""

from __future__ import annotations

from yinqiao.kernel.errors import Refused


def own_enterprise_only() -> Refused:
    """An enterprise asks for figures by place: a community's figures would tell where people live."""
    return Refused(
        "insight.own_enterprise_only",
        "企业只能按企业查看本企业的移交接管情况。",
        next_step="请将 by 填为 enterprise，并去掉 place。",
    )

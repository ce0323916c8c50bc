"""Documents as PDF/A: a template of Typst, data beside it, the font of Chinese embedded."""

from yinqiao.platform.typesetting.setting import BLANK, lacking, left_open, typeset

__all__ = ["BLANK", "lacking", "left_open", "typeset"]

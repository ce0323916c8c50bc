"""Documents as PDF/A: a template of Typst, data beside it, the font of Chinese embedded."""

from yinqiao.platform.typesetting.setting import lacking, typeset

__all__ = ["lacking", "typeset"]

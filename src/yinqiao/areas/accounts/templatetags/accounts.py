"""`{% load accounts %}`: words that the pages of this room need."""

from __future__ import annotations

from django import template

from yinqiao.areas.accounts.rules import browser_words

register = template.Library()
register.filter("browser_words", browser_words)

"""Puts the demo city into the database through the rooms' own acts: places, people, who signs in, a week's events."""

from yinqiao.shell.demo.loading.city import CityOrder, LoadedCity, load_city
from yinqiao.shell.demo.loading.stories import Week, load_stories
from yinqiao.shell.demo.loading.users import DemoAccount, load_users

__all__ = ["CityOrder", "DemoAccount", "LoadedCity", "Week", "load_city", "load_stories", "load_users"]

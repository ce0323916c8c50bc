"""Puts the demo city into the database through the rooms' own acts: places, enterprises, people, who signs in."""

from yinqiao.shell.demo.loading.city import CityOrder, load_city
from yinqiao.shell.demo.loading.users import DemoAccount, load_users

__all__ = ["CityOrder", "DemoAccount", "load_city", "load_users"]

"""The small city of the register's tests, for the tests of the ledger."""

from yinqiao.areas.retirees.tests.conftest import _keyring, city, register

__all__ = ["_keyring", "city", "register"]

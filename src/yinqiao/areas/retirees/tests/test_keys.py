"""The register under new keys: everything is read, found and known by its digest as before."""

from __future__ import annotations

from hashlib import sha256

import pytest

from yinqiao.areas.retirees.models import Retiree, SealedFacts
from yinqiao.areas.retirees.queries import find_people, get_person
from yinqiao.areas.retirees.services.columns import ENCRYPTED
from yinqiao.areas.retirees.tests.small_city import AT, City, Register
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.cipher import key_id_of
from yinqiao.platform.crypto.keyfile import current_keyring, keyring_installed
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.rotate import rotate_table

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("test")


def test_after_a_change_of_keys_people_are_found_and_the_digest_is_that_of_the_new_ciphertext(
    city: City, register: Register
) -> None:
    person = register(id_no="430999194806150024", phone="13800001234")
    nameless = register(name="李强")
    old = current_keyring()
    turned = old.with_new_key(Purpose.FIELD, AT).with_new_key(Purpose.BLIND, AT)
    with keyring_installed(turned):
        assert [rotate_table(one, at=AT) for one in ENCRYPTED] == [2, 0]
    bare = turned.without(old.active(Purpose.FIELD).id).without(old.active(Purpose.BLIND).id)
    with keyring_installed(bare), acting(SYSTEM):
        for text in ("430999194806150024", "0024", "13800001234"):
            assert [hit.id for hit in find_people(scope=SYSTEM.scope, text=text)] == [person]
        assert get_person(scope=SYSTEM.scope, retiree_id=person).masked["phone"] == "138****1234"
        for one in (person, nameless):
            facts = bytes(SealedFacts.objects.get(pk=one).facts)
            assert key_id_of(facts) == bare.active(Purpose.FIELD).id
            assert bytes(Retiree.objects.get(pk=one).facts_digest) == sha256(facts).digest()

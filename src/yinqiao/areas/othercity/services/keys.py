"""Keys between cities: our own out of the keyring, those of others registered by one person and confirmed by another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, models, transaction

from yinqiao.areas.othercity import errors, events
from yinqiao.areas.othercity.models import PublicKeys
from yinqiao.areas.othercity.rules import cities, city_label
from yinqiao.areas.othercity.rules.sealing import (
    city_of_key,
    fingerprint,
    read_keys,
    sign_text,
    signed_text,
    signer_of,
)
from yinqiao.areas.othercity.types import CityKeys, OwnKeys, Signed, Signer
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.crypto.keyfile import current_keyring
from yinqiao.platform.crypto.keys import Key, Purpose

TAIL: int = 8
"""So many last characters of a fingerprint are typed by who heard them."""


def own_keys() -> OwnKeys:
    """Our private keys as sealing takes them; retired ones still open what was on its way."""
    ring = current_keyring()
    sign = ring.active(Purpose.TRANSFER_SIGN)
    opening = {_kid(key): key.secret for key in ring.all(Purpose.TRANSFER_OPEN)}
    return OwnKeys(settings.REGION, _kid(sign), sign.secret, opening)


def own_sheet() -> CityKeys:
    """Our public keys, as other cities register them."""
    ring = current_keyring()
    sign, agree = ring.active(Purpose.TRANSFER_SIGN), ring.active(Purpose.TRANSFER_OPEN)
    return CityKeys(
        settings.REGION,
        _kid(sign),
        Ed25519PrivateKey.from_private_bytes(sign.secret).public_key().public_bytes_raw(),
        _kid(agree),
        X25519PrivateKey.from_private_bytes(agree.secret).public_key().public_bytes_raw(),
    )


def _kid(key: Key) -> str:
    return f"{settings.REGION}-{key.id:08x}"


def register_keys(*, actor: Actor, at: datetime, sheet: bytes) -> UUID:
    """Register the public keys of another city from its sheet; they hold once a second person has confirmed them.

    Invalid `othercity.not_a_key_sheet`, `…keys_not_theirs`; Conflict `…keys_known`.
    """
    keys = read_keys(sheet)
    if keys.city == settings.REGION or keys.city not in cities():
        raise errors.keys_not_theirs()
    with perform(actor=actor, action="othercity.register_keys", at=at) as act:
        row = PublicKeys(
            city=keys.city, sign_kid=keys.sign_kid, sign=keys.sign, open_kid=keys.open_kid, open=keys.open,
            fingerprint=fingerprint(keys), registered_at=at, registered_by=actor.id, registered_name=actor.name,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise errors.keys_known() from None
        act.about("othercity_keys", row.pk, people=0)
        act.note(city=keys.city, fingerprint=row.fingerprint)
        act.emit(events.KEYS_REGISTERED, [Subject(None, subject_id=row.pk, data={"city": keys.city})])
    return row.pk


def confirm_keys(*, actor: Actor, at: datetime, keys_id: UUID, tail: str) -> None:
    """Confirm keys by the end of the fingerprint as the other city told it over another way than the file came.

    Invalid `othercity.fingerprint_differs`; Refused `…same_person_confirms`; Conflict `…keys_not_open`.
    """
    with perform(actor=actor, action="othercity.confirm_keys", at=at) as act:
        row = _lock(act, keys_id)
        if row.confirmed_at or row.revoked_at:
            raise errors.keys_not_open()
        if row.registered_by == actor.id:
            raise errors.same_person_confirms()
        if "".join(tail.split()).lower() != row.fingerprint[-TAIL:]:
            raise errors.fingerprint_differs()
        row.confirmed_at, row.confirmed_name = at, actor.name
        row.save(update_fields=["confirmed_at", "confirmed_name"])
        act.emit(events.KEYS_CONFIRMED, [Subject(None, subject_id=row.pk, data={"city": row.city})])


def revoke_keys(*, actor: Actor, at: datetime, keys_id: UUID) -> None:
    """Trust keys no longer: nothing is sealed for them, and no signature of theirs counts from now on.

    Conflict `othercity.keys_not_open` for keys that were revoked already.
    """
    with perform(actor=actor, action="othercity.revoke_keys", at=at) as act:
        row = _lock(act, keys_id)
        if row.revoked_at:
            raise errors.keys_not_open()
        row.revoked_at, row.revoked_name = at, actor.name
        row.save(update_fields=["revoked_at", "revoked_name"])
        act.emit(events.KEYS_REVOKED, [Subject(None, subject_id=row.pk, data={"city": row.city})])


def _lock(act: Act, keys_id: UUID) -> PublicKeys:
    row = PublicKeys.objects.select_for_update().filter(pk=keys_id).first()
    if row is None:
        raise NotFound
    act.about("othercity_keys", row.pk, people=0)
    act.note(city=row.city, fingerprint=row.fingerprint)
    return row


def keys_of(city: str) -> CityKeys:
    """The keys for which we seal: the newest confirmed ones of a city. Conflict `othercity.no_keys` without any."""
    row = _trusted().filter(city=city).order_by("-confirmed_at").first()
    if row is None:
        raise errors.no_keys(city_label(city))
    return CityKeys(row.city, row.sign_kid, bytes(row.sign), row.open_kid, bytes(row.open))


def signing_key(kid: str) -> bytes | None:
    """The public key that proves signatures made with a key id, or None where none is trusted."""
    row = _trusted().filter(sign_kid=kid).first()
    return bytes(row.sign) if row else None


def sign_for_cities(*, text: bytes, kind: str) -> str:
    """A text of ours, signed so that every city that has confirmed our keys can prove it."""
    return sign_text(text, kind=kind, own=own_keys())


def read_signed(*, token: bytes, kind: str) -> Signed:
    """A signed text of another city and how its key stands here; its text only where the key is trusted.

    Invalid `othercity.not_a_package` for something else, `…altered` when the signature does not hold.
    """
    kid = signer_of(token, kind=kind)
    public = signing_key(kid)
    if public is not None:
        return Signed(city_of_key(kid), Signer.TRUSTED, signed_text(token, public=public))
    is_revoked = PublicKeys.objects.filter(sign_kid=kid, revoked_at__isnull=False).exists()
    return Signed(city_of_key(kid), Signer.REVOKED if is_revoked else Signer.UNKNOWN, b"")


def _trusted() -> models.QuerySet[PublicKeys]:
    return PublicKeys.objects.filter(confirmed_at__isnull=False, revoked_at__isnull=True)

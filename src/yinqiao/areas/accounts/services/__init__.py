"""Acts on accounts. Each checks reach and rules, writes, and leaves one audit entry, in one transaction."""

from yinqiao.areas.accounts.services.grants import grant_role, name_deputy, revoke_grant
from yinqiao.areas.accounts.services.invitations import accept_invitation, invite, withdraw_invitation
from yinqiao.areas.accounts.services.keys import end_sandbox_key, make_key, make_sandbox_key, note_key_used, revoke_key
from yinqiao.areas.accounts.services.offices import add_office
from yinqiao.areas.accounts.services.own_account import change_own_details, choose_role, settle_password, spend_code
from yinqiao.areas.accounts.services.secondment import post_officer, prolong_officer, recall_officers
from yinqiao.areas.accounts.services.users import (
    create_user,
    end_sessions,
    remove_second_factor,
    reset_password,
    restart_user,
    stop_user,
    unlock_sign_in,
)

__all__ = [
    "accept_invitation",
    "add_office",
    "change_own_details",
    "choose_role",
    "create_user",
    "end_sandbox_key",
    "end_sessions",
    "grant_role",
    "invite",
    "make_key",
    "make_sandbox_key",
    "name_deputy",
    "note_key_used",
    "post_officer",
    "prolong_officer",
    "recall_officers",
    "remove_second_factor",
    "reset_password",
    "restart_user",
    "revoke_grant",
    "revoke_key",
    "settle_password",
    "spend_code",
    "stop_user",
    "unlock_sign_in",
    "withdraw_invitation",
]

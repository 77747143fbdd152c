"""Accounts are made by invitation or by command; nobody signs up at the door."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignup(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "Too many wrong passwords. Signing in is locked for five minutes; then try again.",
        "email_password_mismatch": "No account has this e-mail address with this password. Look at both again.",
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

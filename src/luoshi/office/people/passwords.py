"""Whether a password will do, told as a problem."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from luoshi.office.guard.errors import Invalid
from luoshi.office.people.models import Person


def check_password(password: str, person: Person) -> None:
    """Raise `Invalid`, with every reason in both languages, where the password will not do."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        why = {}
        for ours, theirs in (("zh", "zh-hans"), ("en", "en")):
            with translation.override(theirs):
                why[ours] = " ".join(str(message) for message in error.messages)
        raise Invalid("people.weak_password", why=why) from None

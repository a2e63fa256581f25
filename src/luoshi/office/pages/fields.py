"""Forms of Django (those of allauth) as the fields of components/field.html."""

from __future__ import annotations

from typing import Any

from django import forms

from luoshi.office.pages.words import Language, said, words

_KINDS = (
    (forms.HiddenInput, "hidden"),
    (forms.PasswordInput, "password"),
    (forms.EmailInput, "email"),
    (forms.NumberInput, "number"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
)
_COMPLETED = {"login": "username", "password": "current-password", "oldpassword": "current-password",
              "password1": "new-password", "password2": "new-password", "code": "one-time-code"}  # fmt: skip


def form_of(
    form: Any, language: Language, *, action: str = "", submit: str = "", back: tuple[str, str] | None = None
) -> dict[str, Any]:
    """A form (components/form.html) of one of Django's, with what was typed and what is wrong.

    Labels are `account.fields.<name>` where there is such a word. `back`: name and value of the field that says where
    to go afterwards.
    """
    fields = [_field(bound, language) for bound in form or ()]
    if back is not None and back[1]:
        fields.append({"name": back[0], "kind": "hidden", "value": back[1]})
    errors = [str(error) for error in form.non_field_errors()] if form is not None else []
    return {"action": action, "fields": fields, "errors": errors, "submit": submit}


def _field(bound: Any, language: Language) -> dict[str, Any]:
    kind = next((name for widget, name in _KINDS if isinstance(bound.field.widget, widget)), "text")
    key = f"account.fields.{bound.name}"
    return {
        "name": bound.html_name,
        "label": said(key, language) if key in words() else str(bound.label),
        "kind": kind,
        "value": None if kind == "password" else bound.value(),
        "required": bound.field.required and kind != "checkbox",
        "errors": [str(error) for error in bound.errors],
        "autocomplete": _COMPLETED.get(bound.name, ""),
    }

"""Accounts, the roles that people have where and when, the invitations by which they come in, and their tokens."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from luoshi.office.guard.permissions import roles
from luoshi.office.organisations.models import Body, Place


class PersonManager(BaseUserManager):
    """Makes accounts; a person without a password comes in by an invitation."""

    def create_user(self, username: str, password: str | None = None, **more: Any) -> Person:
        """An account; `password` None: none can be used yet."""
        person: Person = self.model(username=username, **more)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. `username` is what one signs in with, `name` what is shown and logged."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=2, default="zh")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name."""
        return self.name

    def get_short_name(self) -> str:
        """The name."""
        return self.name


class Membership(models.Model):
    """A person has a role in a scope: below a place, below a body, or (neither) in the whole office.

    `since` is the first day, `until` the first day on which it is no more.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="memberships")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(place=None) | Q(body=None), name="people_membership_one_scope"),
        )
        indexes = (models.Index(fields=["person", "since"], name="people_membership_person"),)

    def __str__(self) -> str:
        return f"{roles()[self.role]['zh']} · {self.place or self.body or '全部'}"


class Invitation(models.Model):
    """A one-time link by which somebody sets a password and comes in. Only a digest of its token is kept.

    `token` stands in memory only, where the invitation has just been made.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    token: str = ""


class Token(models.Model):
    """A personal token, by which a program acts for somebody: reading only, or writing too (`writes`).

    Only a digest is kept; `token` stands in memory only, where it has just been made. `used_at` is the last use, to ten
    minutes.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    writes = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    token: str = ""

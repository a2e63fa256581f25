"""People."""

from __future__ import annotations

from django.urls import path

from luoshi.office.pages.people.changes import ACTS, change, end_role, grant, invite
from luoshi.office.pages.people.listed import people
from luoshi.office.pages.people.person import person

urlpatterns = [
    path("people/", people, name="people"),
    path("people/invite", invite, name="people_invite"),
    path("people/<int:number>/", person, name="people_person"),
    path("people/<int:number>/change", change, name="people_change"),
    path("people/<int:number>/grant", grant, name="people_grant"),
    path("people/<int:number>/roles/<int:membership>/end", end_role, name="people_end_role"),
    *(
        path(f"people/<int:number>/{word}", view, name=f"people_{word.replace('-', '_')}")
        for word, view in ACTS.items()
    ),
]

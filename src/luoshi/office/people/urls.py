"""The addresses of the room: the link by which somebody comes in, and the doors of allauth that stay shut."""

from __future__ import annotations

from django.urls import path

from luoshi.office.people.views import invitation

urlpatterns = [path("invitation/<str:token>/", invitation, name="people_invitation")]

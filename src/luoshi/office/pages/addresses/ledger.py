"""The ledger."""

from __future__ import annotations

from django.urls import path

from luoshi.office.pages.ledger.breakdown import parts, parts_sum
from luoshi.office.pages.ledger.commitment import commitment
from luoshi.office.pages.ledger.entering import waiting
from luoshi.office.pages.ledger.forms import change, new
from luoshi.office.pages.ledger.importing import import_
from luoshi.office.pages.ledger.listing import export, ledger
from luoshi.office.pages.ledger.many import many
from luoshi.office.pages.ledger.standing import chart

urlpatterns = [
    path("ledger/", ledger, name="ledger"),
    path("ledger/new", new, name="ledger_new"),
    path("ledger/import", import_, name="ledger_import"),
    path("ledger/many", many, name="ledger_many"),
    path("ledger/waiting", waiting, name="ledger_waiting"),
    path("ledger/export/<str:form>", export, name="ledger_export"),
    path("ledger/<int:number>/", commitment, name="commitment"),
    path("ledger/<int:number>/chart", chart, name="ledger_chart"),
    path("ledger/<int:number>/parts", parts, name="ledger_parts"),
    path("ledger/<int:number>/parts/sum", parts_sum, name="ledger_parts_sum"),
    path("ledger/<int:number>/<str:verb>", change, name="ledger_change"),
]

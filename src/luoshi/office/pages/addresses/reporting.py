"""The addresses of reporting."""

from __future__ import annotations

from django.urls import path

from luoshi.office.pages.reporting.asking import forms, rounds
from luoshi.office.pages.reporting.costing import costs
from luoshi.office.pages.reporting.filling import check, sheet, waive
from luoshi.office.pages.reporting.forming import change, form, issue, new, open_round, round_, withdraw
from luoshi.office.pages.reporting.gathered import gathered
from luoshi.office.pages.reporting.importing import figures
from luoshi.office.pages.reporting.listing import sheets
from luoshi.office.pages.reporting.reviewing import accept, queue, send_back, submission
from luoshi.office.pages.reporting.template import blank, returned, upload

urlpatterns = [
    path("forms/", sheets, name="forms"),
    path("forms/asked", forms, name="forms_asked"),
    path("forms/rounds", rounds, name="forms_rounds"),
    path("forms/new", new, name="form_new"),
    path("forms/<int:number>/", form, name="form"),
    path("forms/<int:number>/change", change, name="form_change"),
    path("forms/<int:number>/issue", issue, name="form_issue"),
    path("forms/<int:number>/withdraw", withdraw, name="form_withdraw"),
    path("forms/<int:number>/rounds", open_round, name="form_open_round"),
    path("forms/rounds/<int:number>/workbook", gathered, name="round_workbook"),
    path("forms/rounds/<int:number>/<str:verb>", round_, name="form_round"),
    path("sheets/<int:number>/", sheet, name="sheet"),
    path("sheets/<int:number>/check", check, name="sheet_check"),
    path("sheets/<int:number>/waive", waive, name="sheet_waive"),
    path("sheets/<int:number>/template", blank, name="sheet_template"),
    path("sheets/<int:number>/upload", upload, name="sheet_upload"),
    path("sheets/<int:number>/returned/<str:token>", returned, name="sheet_returned"),
    path("review/", queue, name="review"),
    path("review/<int:number>/", submission, name="review_submission"),
    path("review/<int:number>/accept", accept, name="review_accept"),
    path("review/<int:number>/back", send_back, name="review_back"),
    path("burden/", costs, name="burden"),
    path("figures/import", figures, name="figures_import"),
]

"""Documents and the page reader."""

from __future__ import annotations

from django.urls import path

from luoshi.office.pages.documents.bringing import read_again, upload
from luoshi.office.pages.documents.deciding import accept, accept_many, commit, edit, refuse, reopen
from luoshi.office.pages.documents.listing import documents
from luoshi.office.pages.documents.original import original
from luoshi.office.pages.documents.reader import document
from luoshi.office.pages.documents.withdrawing import withdraw

urlpatterns = [
    path("documents/", documents, name="documents"),
    path("documents/new", upload, name="document_new"),
    path("documents/<int:number>", document, name="document"),
    path("documents/<int:number>/original", original, name="document_original"),
    path("documents/<int:number>/read-again", read_again, name="document_read_again"),
    path("documents/<int:number>/withdraw", withdraw, name="document_withdraw"),
    path("documents/<int:number>/accept", accept_many, name="document_accept"),
    path("documents/statements/<int:number>/accept", accept, name="statement_accept"),
    path("documents/statements/<int:number>/edit", edit, name="statement_edit"),
    path("documents/statements/<int:number>/refuse", refuse, name="statement_refuse"),
    path("documents/statements/<int:number>/reopen", reopen, name="statement_reopen"),
    path("documents/statements/<int:number>/commit", commit, name="statement_commit"),
]

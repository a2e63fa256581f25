"""Year board, league, cards, rules, what was published."""

from __future__ import annotations

from django.urls import path

from luoshi.office.pages.scoring.board import board
from luoshi.office.pages.scoring.cards import cards, one_cards
from luoshi.office.pages.scoring.league import league, one_league
from luoshi.office.pages.scoring.publications import publication, publications, publish, withdraw
from luoshi.office.pages.scoring.rules import change, one_set, rules
from luoshi.office.pages.scoring.traces import published_row, standing, verdict

urlpatterns = [
    path("board/", board, name="board"),
    path("board/verdicts/<int:number>/", verdict, name="scoring_verdict"),
    path("league/", league, name="league"),
    path("league/<slug:code>/", one_league, name="scoring_league"),
    path("league/standings/<int:number>/", standing, name="scoring_standing"),
    path("cards/", cards, name="cards"),
    path("cards/<slug:code>/", one_cards, name="scoring_cards"),
    path("rules/", rules, name="rules"),
    path("rules/<slug:kind>/<slug:name>/", one_set, name="scoring_rules"),
    path("rules/<slug:kind>/<slug:name>/change", change, name="scoring_change_rules"),
    path("publications/", publications, name="scoring_publications"),
    path("publications/new", publish, name="scoring_publish"),
    path("publications/<int:number>/", publication, name="scoring_publication"),
    path("publications/<int:number>/withdraw", withdraw, name="scoring_withdraw"),
    path("publications/<int:number>/rows/<int:row>/", published_row, name="scoring_published_row"),
]

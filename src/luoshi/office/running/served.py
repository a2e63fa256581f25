"""The application as granian's processes load it: they end with the web server that started them."""

from __future__ import annotations

from luoshi.office.running.lifeline import end_with_parent
from luoshi.office.running.warming import warm_up_beside
from luoshi.office.wsgi import application

__all__ = ["application"]

end_with_parent()
warm_up_beside()

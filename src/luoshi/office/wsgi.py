"""What the web server calls. The views are synchronous and the database is waited for in threads: WSGI fits."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.office.settings")

application = get_wsgi_application()

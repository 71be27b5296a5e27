"""The web application, asgi: what uvicorn runs."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svat.web.settings")
application = get_asgi_application()

"""The WSGI application for gunicorn and other servers: ``gunicorn wsgi:app``.

The database must already be at the newest revision.
"""

import os

from app import served
from config import Settings

app = served.application(Settings.from_environment(os.environ))

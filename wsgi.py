"""The WSGI application for gunicorn and other servers: ``gunicorn wsgi:app``."""

from app.serve import production_application

app = production_application()

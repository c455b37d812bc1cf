"""Records for tests, made by the services themselves; each function demands only what matters."""

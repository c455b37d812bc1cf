"""The forms of organisations and contacts, one class for each task."""

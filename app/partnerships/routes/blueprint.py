"""The blueprint that all pages of partnerships belong to."""

from flask import Blueprint

bp = Blueprint("partnerships", __name__)

"""The blueprint of what reads over everything."""

from flask import Blueprint

bp = Blueprint("insight", __name__)

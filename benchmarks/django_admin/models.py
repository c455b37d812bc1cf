"""Unmanaged models over our tables, made from the description in the file BENCH_TABLES.

A table ``engagement_organisation`` becomes ``EngagementOrganisation``; a column ``owner_id`` that
refers to a table becomes the relation ``owner``. Tables without a number of their own get a
composite key.
"""

import json
import os
from pathlib import Path

from django.db import models

LABELS = ("name", "name_en", "summary", "family_name")


def _name(table):
    return "".join(part.capitalize() for part in table.split("_"))


def _attribute(column):
    return column["name"].removesuffix("_id") if column["to"] else column["name"]


def _options(column):
    """What every kind of field takes."""
    options = {"null": column["null"], "blank": True, "db_column": column["name"]}
    if column["choices"]:
        words = [(value, value.replace("_", " ").capitalize()) for value in column["choices"]]
        options["choices"] = words
    return options


def _related(table, column):
    """Only the links of an engagement are followed backwards, by the matrix."""
    links = ("engagement_objective", "engagement_focus_area")
    return (
        table.replace("_", "") + "_set" if table in links and column["to"] == "engagement" else "+"
    )


def _field(table, column):
    options = _options(column)
    if column["key"] and column["name"] == "id" and not column["to"]:
        return models.AutoField(primary_key=True)
    if column["to"]:
        own = column["key"] and column["name"] == "id"
        kind = models.OneToOneField if own else models.ForeignKey
        if own:
            options["primary_key"] = True
        return kind(
            _name(column["to"]), models.DO_NOTHING, related_name=_related(table, column), **options
        )
    if column["kind"] == "Char":
        return models.CharField(max_length=column["length"] or 255, **options)
    if column["kind"] == "Decimal":
        digits, places = column["digits"], column["places"]
        return models.DecimalField(max_digits=digits, decimal_places=places, **options)
    if column["kind"] == "Boolean" and not column["null"]:
        return models.BooleanField(default=False, **options)
    return getattr(models, f"{column['kind']}Field")(**options)


def _label(self):
    return next((str(getattr(self, n)) for n in LABELS if n in self.__dict__), str(self.pk))


def _model(table, columns):
    fields = {_attribute(column): _field(table, column) for column in columns}
    keys = [_attribute(column) for column in columns if column["key"]]
    if len(keys) > 1:
        fields = {"pk": models.CompositePrimaryKey(*keys), **fields}
    meta = type("Meta", (), {"managed": False, "db_table": table, "app_label": "register"})
    own = {"__module__": __name__, "Meta": meta, "__str__": _label}
    return type(_name(table), (models.Model,), {**fields, **own})


_TABLES = json.loads(Path(os.environ["BENCH_TABLES"]).read_text())
globals().update({_name(table): _model(table, columns) for table, columns in _TABLES.items()})

# The one relation that lists read across a table without a number of its own.
globals()["Engagement"].add_to_class(
    "organisations",
    models.ManyToManyField(
        "register.Organisation", through="register.EngagementOrganisation", related_name="+"
    ),
)

"""Forms of sign-in, one's own profile, accounts and units."""

from __future__ import annotations

from typing import Any, ClassVar

from wtforms import ValidationError
from wtforms.validators import EqualTo

from app.core.forms import (
    ChoiceField,
    EditForm,
    EmailField,
    EnumField,
    Form,
    IdField,
    LineField,
    SecretField,
    TickField,
)
from app.core.i18n import LANGUAGES, _, _l
from app.core.permissions import Role
from app.core.session import db
from app.users import labels, queries
from app.users.models import Unit, UnitKind, User

__all__ = ["labels"]

TAKEN = _l("Choose another e-mail: this one has an account already.")
SAME_NAME = _l("Choose another name: there is a unit of this name already.")


def _units() -> list[tuple[int, str]]:
    return queries.unit_choices(db.session)


def _languages() -> list[tuple[str, str]]:
    return list(LANGUAGES.items())


def _autocomplete(value: str) -> dict[str, str]:
    return {"autocomplete": value}


class SignInForm(Form):
    """E-mail and password; nothing is said about which of them was wrong."""

    email = LineField(
        _l("E-mail"),
        missing=_l("Write your e-mail address."),
        render_kw={"autocomplete": "username", "inputmode": "email", "maxlength": 200},
    )
    password = SecretField(
        _l("Password"),
        missing=_l("Write your password."),
        render_kw=_autocomplete("current-password"),
    )


class _NewPassword(Form):
    password = SecretField(
        _l("New password"),
        missing=_l("Write the new password."),
        render_kw=_autocomplete("new-password"),
    )
    repeated = SecretField(
        _l("New password again"),
        missing=_l("Write the new password a second time."),
        validators=[EqualTo("password", _l("Write the same password twice."))],
        render_kw=_autocomplete("new-password"),
    )


class ChangePasswordForm(_NewPassword):
    """One's own password, proved by the old one."""

    page_order = ("password", "repeated")

    old_password = SecretField(
        _l("Present password"),
        missing=_l("Write the password that you use now."),
        render_kw=_autocomplete("current-password"),
    )


class TemporaryPasswordForm(Form):
    """A password that its user has to change at the first sign-in."""

    password = SecretField(
        _l("Temporary password"),
        missing=_l("Write a temporary password."),
        render_kw=_autocomplete("new-password"),
    )


class ProfileForm(EditForm):
    """What everybody may change about themselves."""

    name = LineField(_l("Name"), missing=_l("Write your name."), render_kw=_autocomplete("name"))
    title = LineField(_l("Job title"), render_kw=_autocomplete("organization-title"))
    locale = ChoiceField(_l("Language"), _languages, missing=_l("Choose a language."))
    shortcut_key = LineField(_l("Shortcut key"), render_kw={"maxlength": 1, **_autocomplete("off")})

    def validate_shortcut_key(self, field: LineField) -> None:
        field.data = field.data.lower()
        if field.data and not (len(field.data) == 1 and "a" <= field.data <= "z"):
            raise ValidationError(_("Write one letter from a to z, or leave this empty."))


class _AccountFields(Form):
    constraints: ClassVar[dict[str, tuple[str, Any]]] = {"uq_user_email_folded": ("email", TAKEN)}

    name = LineField(_l("Name"), missing=_l("Write the name."), render_kw=_autocomplete("off"))
    email = EmailField(
        _l("E-mail"), missing=_l("Write the e-mail address."), render_kw=_autocomplete("off")
    )
    title = LineField(_l("Job title"), render_kw=_autocomplete("off"))
    role = EnumField(_l("Role"), Role, missing=_l("Choose a role."))
    unit_id = IdField(_l("Unit"), _units, missing=_l("Choose a unit."))
    locale = ChoiceField(_l("Language"), _languages, missing=_l("Choose a language."))


class NewUserForm(_AccountFields, TemporaryPasswordForm):
    """A new account with a temporary password."""

    page_order = ("password",)


class EditUserForm(EditForm, _AccountFields):
    """An account; a closed unit stays choosable for those who belong to it."""

    @classmethod
    def for_user(cls, user: User) -> EditUserForm:
        """The form for an account whose unit is loaded."""
        form, unit = cls.for_record(user), user.unit
        form.unit_id.options = lambda: _with(_units(), unit)
        return form


class _UnitFields(Form):
    constraints: ClassVar[dict[str, tuple[str, Any]]] = {"uq_unit_name_en": ("name_en", SAME_NAME)}

    name_en = LineField(_l("Name in English"), missing=_l("Write the name in English."))
    name_fi = LineField(_l("Name in Finnish"))
    name_sv = LineField(_l("Name in Swedish"))
    kind = EnumField(_l("Kind"), UnitKind, missing=_l("Choose a kind."))
    parent_id = IdField(_l("Belongs to"), _units)


class NewUnitForm(_UnitFields):
    """A new unit."""


class EditUnitForm(EditForm, _UnitFields):
    """A unit; a closed parent stays choosable."""

    is_active = TickField(_l("Active: people and records may belong to it"))

    @classmethod
    def for_unit(cls, unit: Unit) -> EditUnitForm:
        """The form for a unit whose parent is loaded."""
        form, parent = cls.for_record(unit), unit.parent
        form.parent_id.options = lambda: _with(_units(), parent)
        return form


class FirstAdministratorForm(_NewPassword):
    """The first unit and the first account of a new installation."""

    unit_name = LineField(
        _l("Your unit"), missing=_l("Write the name of your unit."), render_kw=_autocomplete("off")
    )
    unit_kind = EnumField(_l("Kind of unit"), UnitKind, missing=_l("Choose a kind."))
    name = LineField(
        _l("Your name"), missing=_l("Write your name."), render_kw=_autocomplete("name")
    )
    email = EmailField(
        _l("Your e-mail"),
        missing=_l("Write your e-mail address."),
        render_kw=_autocomplete("username"),
    )


def _with(choices: list[tuple[int, str]], unit: Unit | None) -> list[tuple[int, str]]:
    if unit is None or any(number == unit.id for number, _name in choices):
        return choices
    return [*choices, (unit.id, _("%(name)s (closed)", name=unit.name_en))]

"""Forms of sign-in, profiles, accounts, units and hand-overs."""

from app.users.forms.accounts import (
    ChangePasswordForm,
    EditUnitForm,
    EditUserForm,
    FirstAdministratorForm,
    NewUnitForm,
    NewUserForm,
    ProfileForm,
    SignInForm,
    TemporaryPasswordForm,
)

__all__ = [
    "ChangePasswordForm",
    "EditUnitForm",
    "EditUserForm",
    "FirstAdministratorForm",
    "NewUnitForm",
    "NewUserForm",
    "ProfileForm",
    "SignInForm",
    "TemporaryPasswordForm",
]

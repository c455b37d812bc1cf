from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "benchmarks.django_admin"
    label = "register"
    default_auto_field = "django.db.models.AutoField"

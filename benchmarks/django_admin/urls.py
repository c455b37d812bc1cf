from django.contrib import admin
from django.urls import path

from benchmarks.django_admin import exports, quarter

view = admin.site.admin_view
urlpatterns = [
    path("admin/engagements.csv", view(exports.as_csv)),
    path("admin/engagements.xlsx", view(exports.as_xlsx)),
    path("admin/quarter/", view(quarter.report)),
    path("admin/", admin.site.urls),
]

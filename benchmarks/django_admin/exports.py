"""The list of engagements as CSV, streamed, and as XLSX, write-only: the columns of ours."""

import csv
import tempfile

from django.db.models import Prefetch
from django.http import FileResponse, StreamingHttpResponse
from openpyxl import Workbook

from benchmarks.django_admin import models

HEADINGS = ("Summary", "Date", "Type", "Organisations", "Partnership", "State")
CHUNK = 2000


def _rows(request):
    names = models.Organisation.objects.only("id", "name").order_by("name_folded")
    found = models.Engagement.objects.select_related("partnership").only(
        "id", "summary", "starts_on", "type", "state", "partnership__name"
    )
    if since := request.GET.get("from"):
        found = found.filter(starts_on__gte=since)
    found = found.prefetch_related(Prefetch("organisations", names)).order_by("-starts_on", "-id")
    for each in found.iterator(chunk_size=CHUNK):
        met = ", ".join(organisation.name for organisation in each.organisations.all())
        about = each.partnership.name if each.partnership else ""
        kind, state = each.get_type_display(), each.get_state_display()
        yield (each.summary, each.starts_on, kind, met, about, state)


class Echo:
    """A file that hands back what is written to it."""

    def write(self, value):
        return value


def as_csv(request):
    writer = csv.writer(Echo())
    lines = (writer.writerow(row) for row in (HEADINGS, *()))
    body = (writer.writerow(row) for row in _rows(request))
    return StreamingHttpResponse(
        (line for part in (lines, body) for line in part), content_type="text/csv"
    )


def as_xlsx(request):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Engagements")
    sheet.append(HEADINGS)
    for row in _rows(request):
        sheet.append(row)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="engagements.xlsx")

"""The records as a good engineer would register them: the columns and filters that ours have."""

from datetime import datetime

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import F, Prefetch
from django.utils.html import format_html, format_html_join

from benchmarks.django_admin import models
from benchmarks.django_admin.tuning import Light

NEWEST = 20


class CountryFilter(admin.SimpleListFilter):
    """Countries from a list in the code, because asking the table for them costs a scan."""

    title, parameter_name = "country", "country"
    codes = (
        "AT", "BE", "CA", "CN", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "IE", "IT", "JP",
        "KR", "LT", "LV", "NL", "NO", "PL", "PT", "SE", "UA", "US",
    )  # fmt: skip

    def lookups(self, request, model_admin):
        return [(code, code) for code in self.codes]

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset


class Plain(admin.TabularInline):
    extra = 0
    can_delete = False
    show_change_link = False


class AliasInline(Plain):
    model = models.OrganisationAlias


def newest(queryset):
    """The newest engagements of a record as a table to read; ten thousand rows stay away."""
    rows = queryset.only("id", "starts_on", "type", "summary", "state")[:NEWEST]
    link = "<a href='/admin/register/engagement/{}/change/'>{}</a>"
    line = f"<tr><td>{{}}</td><td>{{}}</td><td>{link}</td><td>{{}}</td></tr>"
    cells = (
        (e.starts_on, e.get_type_display(), e.pk, e.summary, e.get_state_display()) for e in rows
    )
    return format_html("<table>{}</table>", format_html_join("", line, cells))


@admin.register(models.Organisation)
class OrganisationAdmin(Light):
    list_display = ("title", "kind", "country", "city", "standing", "engaged", "checked")
    list_filter = ("kind", CountryFilter, "standing")
    search_fields = ("name", "name_en", "name_fi", "name_sv", "acronym")
    ordering = ("name_folded", "id")
    deferred = ("description", "source", "standing_reason")
    exclude = ("name_folded", "version")
    readonly_fields = ("contacts", "partnerships", "engagements")
    inlines = (AliasInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(archived_at__isnull=True)

    @admin.display(ordering="name_folded", description="name")
    def title(self, record):
        return record.name

    @admin.display(ordering=F("last_engaged_on").asc(nulls_first=True), description="last engaged")
    def engaged(self, record):
        return record.last_engaged_on

    @admin.display(description="record")
    def checked(self, record):
        return "Verified" if record.verified_on else "Unverified"

    def contacts(self, record):
        found = models.Affiliation.objects.filter(organisation=record, ended_on__isnull=True)
        rows = found.select_related("contact").order_by("contact__name_folded")[:NEWEST]
        cells = ((a.contact.given_name, a.contact.family_name, a.role) for a in rows)
        return format_html_join("", "<p>{} {}, {}</p>", cells)

    def partnerships(self, record):
        found = models.PartnershipOrganisation.objects.filter(organisation=record)
        rows = found.select_related("partnership")[:NEWEST]
        return format_html_join(
            "", "<p>{} ({})</p>", ((r.partnership.name, r.partnership.state) for r in rows)
        )

    def engagements(self, record):
        met = models.EngagementOrganisation.objects.filter(organisation=record)
        last = met.order_by("-starts_on", "-engagement_id").values_list("engagement_id", flat=True)
        found = models.Engagement.objects.filter(id__in=list(last[:NEWEST]))
        return newest(found.order_by("-starts_on", "-id"))


@admin.register(models.Contact)
class ContactAdmin(Light):
    list_display = ("family_name", "given_name", "title", "email", "last_engaged_on")
    search_fields = ("given_name", "family_name", "email")
    ordering = ("name_folded", "id")
    deferred = ("notes", "purpose", "source")


@admin.register(models.User)
class UserAdmin(Light):
    list_display = ("name", "email", "role", "unit")
    list_select_related = ("unit",)
    search_fields = ("name", "email")
    ordering = ("name", "id")


@admin.register(models.Review)
class ReviewAdmin(Light):
    list_display = ("partnership", "owner", "state", "progress", "recommendation")
    list_select_related = ("partnership", "owner")
    list_filter = ("state", "round")
    search_fields = ("partnership__name",)
    ordering = ("partnership__name_folded", "id")


@admin.register(models.Unit)
class UnitAdmin(Light):
    list_display = ("name_en", "kind")
    search_fields = ("name_en", "name_fi", "name_sv")
    ordering = ("name_en", "id")


class PartnerInline(Plain):
    model = models.PartnershipOrganisation
    # A select for each row would be a statement for each row.
    fields = readonly_fields = ("organisation", "role", "note")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation")


class AlignmentInline(Plain):
    model = models.Alignment
    fields = readonly_fields = ("goal", "contribution", "rationale", "lapsed_on")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("goal")


@admin.register(models.Partnership)
class PartnershipAdmin(Light):
    list_display = ("title", "kind", "state", "responsible", "engaged", "next_review_on", "fee")
    list_select_related = ("owner",)
    list_filter = ("kind", "state", "unit")
    search_fields = ("name", "name_fi", "name_sv", "acronym", "reference")
    ordering = ("name_folded", "id")
    deferred = ("summary", "outcome", "benefit_reason", "offer_reason", "state_reason", "source")
    exclude = ("name_folded", "version")
    readonly_fields = ("engagements",)
    inlines = (PartnerInline, AlignmentInline)

    @admin.display(ordering="name_folded", description="name")
    def title(self, record):
        return record.name

    @admin.display(ordering=F("owner__name").asc(nulls_first=True), description="owner")
    def responsible(self, record):
        return record.owner.name if record.owner else ""

    @admin.display(ordering=F("last_engaged_on").asc(nulls_first=True), description="last engaged")
    def engaged(self, record):
        return record.last_engaged_on

    @admin.display(ordering="fee_eur", description="fee")
    def fee(self, record):
        return "" if record.fee_amount is None else f"{record.fee_amount} {record.fee_currency}"

    def engagements(self, record):
        found = models.Engagement.objects.filter(partnership=record)
        return newest(found.order_by("-starts_on", "-id"))


def several(relation, label):
    """A field for many records, filled as the user types."""
    source = relation._meta.get_field(label)
    widget = AutocompleteSelectMultiple(source, admin.site)
    return forms.ModelMultipleChoiceField(source.related_model.objects.all(), widget=widget)


class EngagementForm(forms.ModelForm):
    met = several(models.EngagementOrganisation, "organisation")
    people = several(models.EngagementUser, "user")


@admin.register(models.Engagement)
class EngagementAdmin(Light):
    form = EngagementForm
    list_display = ("summary", "starts_on", "type", "with_whom", "about", "state")
    list_select_related = ("partnership",)
    list_filter = ("type", "state", "unit")
    search_fields = ("summary", "notes")
    ordering = ("-starts_on", "-id")
    deferred = (
        "notes", "learned", "learned_for", "position", "ask", "advocacy_outcome", "state_reason",
        *(f"partnership__{name}" for name in PartnershipAdmin.deferred),
    )  # fmt: skip
    fields = (
        "type", "state", "starts_on", "summary", "partnership", "met", "people", "place", "notes",
        "visibility", "unit", "created_by",
    )  # fmt: skip

    def get_queryset(self, request):
        names = models.Organisation.objects.only("id", "name").order_by("name_folded")
        return super().get_queryset(request).prefetch_related(Prefetch("organisations", names))

    @admin.display(description="organisations")
    def with_whom(self, record):
        return ", ".join(organisation.name for organisation in record.organisations.all())

    @admin.display(
        ordering=F("partnership__name_folded").asc(nulls_first=True), description="partnership"
    )
    def about(self, record):
        return record.partnership.name if record.partnership else ""

    def save_model(self, request, obj, form, change):
        obj.created_at = obj.updated_at = datetime.now()
        obj.version = (obj.version or 0) + 1
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._link(
            models.EngagementOrganisation, form.instance, "organisation", form.cleaned_data["met"]
        )
        self._link(models.EngagementUser, form.instance, "user", form.cleaned_data["people"])
        for link, source, name in (
            (models.EngagementObjective, models.PartnershipObjective, "objective_id"),
            (models.EngagementFocusArea, models.PartnershipFocusArea, "focus_area_id"),
        ):
            found = source.objects.filter(partnership_id=form.instance.partnership_id)
            numbers = found.values_list(name, flat=True)
            link.objects.bulk_create([link(engagement=form.instance, **{name: n}) for n in numbers])

    @staticmethod
    def _link(link, engagement, name, records):
        link.objects.bulk_create([link(engagement=engagement, **{name: r}) for r in records])

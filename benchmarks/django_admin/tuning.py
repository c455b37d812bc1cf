"""What makes every list of the admin light."""

from django.contrib import admin
from django.core.paginator import Paginator

MANY = 10**9


class WithoutCount(Paginator):
    """Never counts: every page is thought to have a next one, so no statement is needed."""

    count = MANY


class Light(admin.ModelAdmin):
    """Fifty rows as ours, no count, no actions, long texts left in the database."""

    list_per_page = 50
    show_full_result_count = False
    paginator = WithoutCount
    actions = None
    deferred = ()

    def get_autocomplete_fields(self, request):
        # A select of all that a key could name would read a table, and make a page of a mebibyte.
        keys = [each for each in self.opts.fields if each.many_to_one]
        return [
            each.name
            for each in keys
            if each.name not in self.raw_id_fields
            and self.admin_site.is_registered(each.related_model)
        ]

    def get_ordering(self, request):
        # A column that was chosen is followed by the key alone, so that its index gives the order.
        return () if request.GET.get("o") else super().get_ordering(request)

    def get_queryset(self, request):
        found = super().get_queryset(request)
        # A record that is opened is read whole; only lists leave the long texts.
        is_list = request.resolver_match and request.resolver_match.url_name.endswith("_changelist")
        return found.defer(*self.deferred) if is_list else found

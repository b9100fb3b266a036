"""Files of an akimat: its news as a feed, its dates as a calendar, its ballots as an archive."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commons.interface.calendar_files import calendar_file
from commons.notifications.paths import absolute

from ..answering import kept, open_to_all
from ..archives import ballots as packed
from ..archives import zipped
from ..asking import one_of_each
from ..calendars import entries
from ..finding import akimat_of
from ..limits import TABLE_COSTS
from ..news import news as latest

AGE = 300
# When these names were first given: part of them for ever (RFC 4151).
NAMED_IN = 2026


@open_to_all(speaks=False)
def news(request: HttpRequest, akimat: str) -> HttpResponseBase:
    """Atom (RFC 4287), in the language of the address."""
    one_of_each(request.GET, ())
    found, language = akimat_of(akimat), get_language() or "kk"
    here = absolute(reverse("opendata_akimat:news", args=[found.slug]), language)
    host = urlsplit(settings.BIRGE_SITE_URL).hostname
    feed = Atom1Feed(
        title=_("News: %(akimat)s") % {"akimat": found.name},
        link=absolute(reverse("akimat", args=[found.slug]), language),
        description="",
        language=language,
        feed_url=here,
        feed_guid=f"tag:{host},{NAMED_IN}:{found.slug}/{language}",
    )
    for item in latest(found):
        feed.add_item(
            title=item.title,
            link=item.address(language),
            description=item.text,
            unique_id=f"tag:{host},{NAMED_IN}:{item.key}",
            pubdate=item.at,
            updateddate=item.at,
        )
    text = feed.writeString("utf-8")
    return kept(request, HttpResponse(text, content_type=feed.content_type), AGE)


@open_to_all(speaks=False)
def calendar(request: HttpRequest, akimat: str) -> HttpResponseBase:
    """To subscribe to (RFC 5545), in the language of the address."""
    one_of_each(request.GET, ())
    found = akimat_of(akimat)
    data = calendar_file(
        entries(found, get_language() or "kk"), name=found.name, product="Open data"
    )
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{found.slug}.ics") or ""
    return kept(request, answer, AGE)


@open_to_all(TABLE_COSTS, speaks=False)
def ballots(request: HttpRequest, akimat: str) -> HttpResponseBase:
    """Every .pb file of the akimat in one archive, sent while it is made."""
    one_of_each(request.GET, ())
    found = akimat_of(akimat)
    answer: HttpResponseBase = (
        HttpResponse(content_type="application/zip")
        if request.method == "HEAD"
        else StreamingHttpResponse(zipped(packed(found)), content_type="application/zip")
    )
    name = f"{found.slug}-ballots.zip"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    patch_cache_control(answer, public=True, max_age=AGE)
    return answer

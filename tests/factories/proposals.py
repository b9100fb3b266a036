"""Makes calls, proposals and comments as they lie in the database, past every operation."""

from datetime import UTC, datetime

import factory

from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Call, Category, Comment, Proposal

OPENS = datetime(2026, 1, 20, 4, tzinfo=UTC)
CLOSES = datetime(2026, 3, 1, 4, tzinfo=UTC)
DURING = datetime(2026, 2, 2, 6, tzinfo=UTC)


class CallFactory(factory.django.DjangoModelFactory):
    """Needs `akimat`; takes its whole territory."""

    class Meta:
        model = Call

    territory = factory.SelfAttribute("akimat.territory")
    slug = factory.Sequence(lambda n: f"call-{n}")
    title_kk = "Ұсыныстар қабылдау"
    title_ru = "Приём предложений"
    title_en = "Call for proposals"
    opens_at = OPENS
    closes_at = CLOSES


class CategoryFactory(factory.django.DjangoModelFactory):
    """Needs `call`."""

    class Meta:
        model = Category

    name_kk = factory.Sequence(lambda n: f"Санат {n}")
    name_ru = factory.Sequence(lambda n: f"Категория {n}")
    name_en = factory.Sequence(lambda n: f"Category {n}")


class ProposalFactory(factory.django.DjangoModelFactory):
    """Needs `call` and `author`; published and complete unless told otherwise."""

    class Meta:
        model = Proposal

    akimat = factory.SelfAttribute("call.akimat")
    territory = factory.SelfAttribute("call.territory")
    status = ProposalStatus.PUBLISHED
    language = "ru"
    title = factory.Sequence(lambda n: f"Скамейки в парке № {n}")
    problem = "Пожилым людям негде присесть."
    description = "Поставить десять скамеек со спинками вдоль дорожки."
    beneficiaries = "Жители окрестных домов"
    address = "Парк у набережной"
    cost_tenge = 2_400_000
    created_at = OPENS
    submitted_at = OPENS
    updated_at = OPENS

    @factory.lazy_attribute
    def category(self):
        return self.call.categories.first()

    @factory.lazy_attribute
    def published_at(self):
        shown = (ProposalStatus.PUBLISHED, ProposalStatus.WITHDRAWN)
        return OPENS if self.status in shown else None


class CommentFactory(factory.django.DjangoModelFactory):
    """Needs `proposal` and `author`."""

    class Meta:
        model = Comment

    language = "ru"
    text = factory.Sequence(lambda n: f"Поддерживаю, номер {n}.")
    created_at = DURING

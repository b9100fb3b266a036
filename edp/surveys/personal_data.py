"""What surveys keep about a person, for their own copy."""

from typing import Any

from commons.people.models import Person

from ..models import SurveyResponse


def export(person: Person) -> list[dict[str, Any]]:
    """Each response with its answers, in words where options were chosen."""
    rows = SurveyResponse.objects.filter(person=person).select_related("survey__round__akimat")
    found = rows.prefetch_related("answers__question__options").order_by("pk")
    return [
        {
            "survey": one.survey.title,
            "round": f"{one.survey.round.akimat.slug}/{one.survey.round.slug}",
            "sent_at": one.sent_at.isoformat() if one.sent_at else None,
            "answers": [
                {"question": answer.question.text, "answer": _readable(answer)}
                for answer in one.answers.all()
            ],
        }
        for one in found
    ]


def _readable(answer: Any) -> Any:
    names = {option.pk: option.text for option in answer.question.options.all()}
    if isinstance(answer.value, list):
        return [names.get(pk, pk) for pk in answer.value]
    if isinstance(answer.value, dict):
        return {names.get(int(k), k): names.get(v, v) for k, v in answer.value.items()}
    return answer.value

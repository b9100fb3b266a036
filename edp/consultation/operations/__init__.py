"""Every change in a public consultation."""

from .answering import answer_comment, drop_template, save_template
from .rating import rate, rate_several
from .responding import drop_response, publish_responses, save_response

__all__ = [
    "answer_comment",
    "drop_response",
    "drop_template",
    "publish_responses",
    "rate",
    "rate_several",
    "save_response",
    "save_template",
]

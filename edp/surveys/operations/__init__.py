"""Writes of surveys: one function per verb."""

from .answering import forget, save_answers, send, start
from .editing import (
    create_survey,
    delete_page,
    delete_question,
    delete_survey,
    move_question,
    save_page,
    save_question,
    save_survey,
)
from .publishing import close_survey, publish, take_back
from .reading import read_answers

__all__ = [
    "close_survey",
    "create_survey",
    "delete_page",
    "delete_question",
    "delete_survey",
    "forget",
    "move_question",
    "publish",
    "read_answers",
    "save_answers",
    "save_page",
    "save_question",
    "save_survey",
    "send",
    "start",
    "take_back",
]

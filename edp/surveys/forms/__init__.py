"""Forms of surveys: answering one, and writing one."""

from .answering import StepForm
from .editing import PageForm, QuestionForm, SurveyForm

__all__ = ["PageForm", "QuestionForm", "StepForm", "SurveyForm"]

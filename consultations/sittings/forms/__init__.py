"""The forms of this part."""

from .asking import AnswerForm as AnswerForm
from .asking import AppealAnswerForm as AppealAnswerForm
from .asking import AppealForm as AppealForm
from .asking import AskForm as AskForm
from .asking import HideForm as HideForm
from .minuting import CorrectionForm as CorrectionForm
from .minuting import MinutesForm as MinutesForm
from .minuting import RecordingForm as RecordingForm
from .running import AttendanceForm as AttendanceForm
from .running import DecisionForm as DecisionForm
from .running import NoteForm as NoteForm
from .running import RollCallForm as RollCallForm
from .running import SpeakerForm as SpeakerForm
from .running import TimesForm as TimesForm
from .running import VotesForm as VotesForm

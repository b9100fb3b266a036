"""Addresses of this part, from /hearings/ on."""

from django.urls import path

from .views import board, hearing, keeping, reading, replying, writing

_ONE = "recommendations/<int:pk>"
_DOC = "documents/<int:pk>"
_ROW = f"{_DOC}/recommendations"
_KEPT = "commitments/<int:pk>"

urlpatterns = [
    path("recommendations/", reading.recommendations, name="recommendations"),
    path("recommendations/queue/", replying.queue, name="replies_queue"),
    path("recommendations/heard/", hearing.requests, name="heard_requests"),
    path("recommendations/heard/<int:pk>/arrange/", hearing.arrange, name="heard_arrange"),
    path("recommendations/heard/<int:pk>/outcome/", hearing.outcome, name="heard_outcome"),
    path("recommendations/heard/<int:pk>/withdraw/", hearing.withdraw, name="heard_withdraw"),
    path("recommendations/files/<int:pk>/", reading.reply_file, name="reply_file"),
    path(f"{_ONE}/", reading.recommendation, name="recommendation"),
    path(f"{_ONE}/chain/", reading.chain, name="chain"),
    path(f"{_ONE}/reply/", replying.reply, name="reply"),
    path(f"{_ONE}/reply/preview/", replying.preview, name="reply_preview"),
    path(f"{_ONE}/correct/", replying.correct, name="reply_correct"),
    path(f"{_ONE}/hand-over/", replying.hand_over, name="hand_over"),
    path(f"{_ONE}/heard/", hearing.ask, name="heard_ask"),
    path("documents/", reading.documents, name="documents"),
    path("documents/new/", writing.new, name="document_new"),
    path(f"{_DOC}/", reading.document, name="document"),
    path(f"{_DOC}/document.json", reading.document_json, name="document_json"),
    path(f"{_DOC}/write/", writing.write, name="document_write"),
    path(f"{_DOC}/edit/", writing.edit, name="document_edit"),
    path(f"{_DOC}/drop/", writing.drop, name="document_drop"),
    path(f"{_DOC}/send/", writing.send, name="document_send"),
    path(f"{_ROW}/new/", writing.recommend, name="recommendation_new"),
    path(f"{_ROW}/<int:recommendation_pk>/", writing.recommend, name="recommendation_edit"),
    path(
        f"{_ROW}/<int:recommendation_pk>/arrange/", writing.arrange, name="recommendation_arrange"
    ),
    path("commitments/", keeping.commitments, name="commitments"),
    path("commitments/files/<int:pk>/", reading.step_file, name="step_file"),
    path(f"{_KEPT}/", keeping.commitment, name="commitment"),
    path(f"{_KEPT}/report/", keeping.report, name="commitment_report"),
    path(f"{_KEPT}/move/", keeping.move, name="commitment_move"),
    path(f"{_KEPT}/done/", keeping.finish, name="commitment_done"),
    path(f"{_KEPT}/not-kept/", keeping.give_up, name="commitment_broken"),
    path(f"{_KEPT}/dispute/", keeping.dispute, name="commitment_dispute"),
    path("commitments/disputes/", keeping.disputes, name="disputes"),
    path("commitments/disputes/<int:pk>/", keeping.answer, name="dispute_answer"),
    path("board/", board.board, name="board"),
    path("board/replies.csv", board.board_csv, name="board_csv"),
    path("board/recommendations.csv", board.recommendations_csv, name="recommendations_csv"),
]

from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "commons.voting"
    label = "voting"

from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "budgeting"

    def ready(self) -> None:
        from commons.notifications import topics as followed
        from commons.people import exports
        from commons.proposals.panels import register
        from commons.voting import processes

        from . import (  # noqa: F401
            messages,
            panels,
            personal_data,
            receivers,
            topics,
            voting_process,
        )
        from .delivery import messages as delivery_messages

        messages.register_all()
        delivery_messages.register_all()
        register(panels.of_proposals)
        exports.register(self.label, personal_data.export)
        followed.register("round", topics.rounds)
        processes.register(voting_process.budgeting)

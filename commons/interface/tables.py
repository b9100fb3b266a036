"""Makes the tables of a whole app at once."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateTogether(Operation):
    """The operations of an initial migration as one: models, later fields, constraints, indexes.

    Django renders all models that are related to a changed one after every single operation. With
    two hundred models around `Person` that took most of a first start. Here they are rendered once,
    and each table is made as it is at the end; foreign keys follow after all tables.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: Any) -> None:
        # What was rendered is forgotten; who needs models next renders them anew.
        state.__dict__.pop("apps", None)
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for model in self._models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for model in reversed(self._models(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def _models(self, app_label: str, schema_editor: Any, state: Any) -> list[Any]:
        names = [one.name for one in self.operations if isinstance(one, CreateModel)]
        models = [state.apps.get_model(app_label, name) for name in names]
        alias = schema_editor.connection.alias
        return [model for model in models if self.allow_migrate_model(alias, model)]

    def describe(self) -> str:
        return f"Create {len(self.operations)} parts of an app together"

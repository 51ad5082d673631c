"""The edge to LangChain: the same Assistant as a retriever and as a runnable."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from rag.address import label
from rag.answer.ask import Assistant
from rag.wire import answer_to_json


class PolicyRetriever(BaseRetriever):
    """Passages of the assistant's index as LangChain documents.

    ``page_content`` is the notice's own text; ``metadata`` holds ``doc``, ``path``, ``label``, ``start``, ``end`` and
    ``score``.
    """

    assistant: Any
    """An open `rag.answer.ask.Assistant`."""

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        return [
            Document(
                page_content=passage.chunk.text,
                metadata={
                    "doc": passage.chunk.notice,
                    "path": list(passage.chunk.path),
                    "label": label(passage.chunk.notice, passage.chunk.path),
                    "start": passage.chunk.start,
                    "end": passage.chunk.end,
                    "score": passage.score,
                },
            )
            for passage in self.assistant.retrieve(query)
        ]


def as_runnable(assistant: Assistant) -> Runnable[str, dict[str, Any]]:
    """Question → the answer's JSON, as a LangChain runnable."""

    def answer(question: str) -> dict[str, Any]:
        return answer_to_json(assistant.ask(question))

    return RunnableLambda(answer)

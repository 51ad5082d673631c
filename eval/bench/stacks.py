"""The least that txtai, LangChain, LlamaIndex and Haystack each need to find passages for a question.

A script of its own, so that it runs under whichever interpreter has them: it imports nothing of this project.
None of the four is a dependency; each is opened by name where it is installed. `python stacks.py` prints the
installed versions; `python stacks.py NAME TASK` does the `Task` that is in the JSON file.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

TOP_K = 4

Search = Callable[[str], list[str]]
"""Question → the texts of the best passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What each stack is asked to do."""

    model: str
    """Folder of the encoder, in sentence-transformers format."""
    passages: tuple[str, ...]
    first: str
    """The question that is asked as soon as the stack is open."""
    questions: tuple[str, ...] = ()
    """Questions asked after it, one by one, each timed."""


def write_task(task: Task, path: Path) -> None:
    """Write `task` as the JSON that the script reads."""
    path.write_text(json.dumps(asdict(task), ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Print one JSON line at the first answer and one after the questions; without arguments, the versions."""
    if len(sys.argv) == 1:
        print(json.dumps(versions()))
        return
    name, path = sys.argv[1:]
    task = Task(**json.loads(Path(path).read_text(encoding="utf-8")))
    search, index_seconds = STACKS[name].start(task)
    print(json.dumps({"found": search(task.first), "index_seconds": index_seconds}, ensure_ascii=False), flush=True)
    print(json.dumps([_timed(search, question) for question in task.questions]))


def _timed(search: Search, question: str) -> tuple[float, float]:
    """Milliseconds that `question` takes by the clock, and of processor time."""
    began, worked = time.perf_counter(), time.process_time()
    search(question)
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def versions() -> dict[str, str]:
    """Stack → its version, ``""`` where it or a package that it needs is not installed."""
    return {name: _version((*stack.needs, "sentence-transformers")) for name, stack in STACKS.items()}


def _version(needs: Sequence[str]) -> str:
    """The version of the first of the packages that a stack needs, ``""`` where one is missing."""
    try:
        return [metadata.version(package) for package in needs][0]
    except metadata.PackageNotFoundError:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One of the other stacks."""

    needs: tuple[str, ...]
    """Packages it is made of, beside sentence-transformers, its own first."""
    open: Callable[[str], Callable[[Sequence[str]], Search]]
    """Model folder → what indexes passages and returns the search."""

    def start(self, task: Task) -> tuple[Search, float]:
        """The search over the task's passages, and the seconds that indexing them took."""
        index = self.open(task.model)
        began = time.perf_counter()
        search = index(task.passages)
        return search, time.perf_counter() - began


# --- the four -----------------------------------------------------------------------------------------------------


def _txtai(model: str) -> Callable[[Sequence[str]], Search]:
    txtai = import_module("txtai")
    embeddings = txtai.Embeddings(path=model, method="sentence-transformers", content=True)

    def index(passages: Sequence[str]) -> Search:
        embeddings.index(passages)
        return lambda question: [str(row["text"]) for row in embeddings.search(question, TOP_K)]

    return index


def _langchain(model: str) -> Callable[[Sequence[str]], Search]:
    vectorstores = import_module("langchain_core.vectorstores")
    embeddings: Any = import_module("langchain_core.embeddings").Embeddings
    encoder = _sentence_transformer(model)

    class Folder(embeddings):
        """The encoder as LangChain wants it."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            """A vector a text."""
            return encoder.encode(texts, show_progress_bar=False).tolist()

        def embed_query(self, text: str) -> list[float]:
            """The vector of a question."""
            return self.embed_documents([text])[0]

    def index(passages: Sequence[str]) -> Search:
        store = vectorstores.InMemoryVectorStore.from_texts(list(passages), Folder())
        retriever = store.as_retriever(search_kwargs={"k": TOP_K})
        return lambda question: [str(found.page_content) for found in retriever.invoke(question)]

    return index


def _llama_index(model: str) -> Callable[[Sequence[str]], Search]:
    core = import_module("llama_index.core")
    schema = import_module("llama_index.core.schema")
    embedding: Any = import_module("llama_index.core.embeddings").BaseEmbedding
    encoder = _sentence_transformer(model)

    class Folder(embedding):
        """The encoder as LlamaIndex wants it."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return encoder.encode([text], show_progress_bar=False)[0].tolist()

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return encoder.encode(texts, show_progress_bar=False).tolist()

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    def index(passages: Sequence[str]) -> Search:
        nodes = [schema.TextNode(text=text) for text in passages]
        built = core.VectorStoreIndex(nodes, embed_model=Folder(embed_batch_size=256))
        retriever = built.as_retriever(similarity_top_k=TOP_K)
        return lambda question: [str(found.node.get_content()) for found in retriever.retrieve(question)]

    return index


def _haystack(model: str) -> Callable[[Sequence[str]], Search]:
    haystack = import_module("haystack")
    stores = import_module("haystack.document_stores.in_memory")
    retrievers = import_module("haystack.components.retrievers.in_memory")
    embedders = import_module("haystack_integrations.components.embedders.sentence_transformers")
    by_document = embedders.SentenceTransformersDocumentEmbedder(model=model, progress_bar=False)
    by_question = embedders.SentenceTransformersTextEmbedder(model=model, progress_bar=False)
    for embedder in (by_document, by_question):
        embedder.warm_up()

    def index(passages: Sequence[str]) -> Search:
        store = stores.InMemoryDocumentStore(embedding_similarity_function="cosine")
        store.write_documents(by_document.run([haystack.Document(content=text) for text in passages])["documents"])
        pipeline = haystack.Pipeline()
        pipeline.add_component("embedder", by_question)
        pipeline.add_component("retriever", retrievers.InMemoryEmbeddingRetriever(store, top_k=TOP_K))
        pipeline.connect("embedder.embedding", "retriever.query_embedding")

        def search(question: str) -> list[str]:
            found = pipeline.run({"embedder": {"text": question}})["retriever"]["documents"]
            return [str(document.content) for document in found]

        return search

    return index


def _sentence_transformer(model: str) -> Any:  # noqa: ANN401 - of a library that this file does not import
    return import_module("sentence_transformers").SentenceTransformer(model)


STACKS: Mapping[str, Stack] = {
    "txtai": Stack(needs=("txtai",), open=_txtai),
    "LangChain": Stack(needs=("langchain-core",), open=_langchain),
    "LlamaIndex": Stack(needs=("llama-index-core",), open=_llama_index),
    "Haystack": Stack(needs=("haystack-ai", "sentence-transformers-haystack"), open=_haystack),
}


if __name__ == "__main__":
    main()

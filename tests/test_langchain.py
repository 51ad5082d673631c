"""rag.langchain: the assistant behind LangChain's own interfaces."""

from rag.answer.ask import Assistant
from rag.domain import Notice
from rag.langchain import PolicyRetriever, as_runnable
from rag.settings import load_settings


def test_the_retriever_returns_the_notices_own_words_with_their_address(built) -> None:
    assistant = Assistant.open(load_settings(index=built.folder))
    notices: dict[str, Notice] = {notice.id: notice for notice in assistant.notices}
    documents = PolicyRetriever(assistant=assistant).invoke("哪些城市给予资金补贴？")
    assert documents
    for document in documents:
        place = document.metadata
        assert notices[place["doc"]].text[place["start"] : place["end"]] == document.page_content
        assert place["label"].startswith(place["doc"])


def test_the_runnable_answers_in_the_one_schema(built) -> None:
    answer = as_runnable(Assistant.open(load_settings(index=built.folder))).invoke("任务清单第9项是什么？")
    assert [citation["path"] for citation in answer["citations"]] == [["附件", "9"]]
    assert answer["engine"] == "quoting"

"""An enumeration stays the facts' own: the model words it, and what it leaves out follows as printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from answer_sample import open_assistant
from conftest import CORPUS, Built
from model_server import ModelServer, Reply, serve_model

from eval.run import run_eval
from rag.answer.ask import Assistant
from rag.domain import Answer
from rag.embed.encoder import open_encoder
from rag.settings import load_settings

QUESTION = "哪些城市给予加装电梯资金补贴，各多少？"
EVERY_FACT = (
    "杭州、宁波对既有住宅加装电梯给予资金补贴{杭州、宁波对}。杭州每台补贴20万元{杭州每台}。"
    "宁波每台补贴15万元，最高不超过总造价的40%{宁波每台}。"
    "福州给予每台10万元资金补贴，2023年共发放补贴3000万元{福州对}。"
    "市财政对每台加装电梯补贴18万元{市财政}。"
)


@pytest.fixture(scope="module")
def running() -> Iterator[ModelServer]:
    with serve_model() as server:
        yield server


@pytest.fixture
def server(running: ModelServer) -> ModelServer:
    """The running server, with nothing asked yet."""
    running.requests.clear()
    return running


def ask(server: ModelServer, text: str, question: str = QUESTION) -> Answer:
    server.reply = Reply(text=text)
    return open_assistant(model="openai:test-model", model_url=server.url).ask(question)


def test_an_enumeration_is_worded_by_the_model_and_counted_by_the_facts(server: ModelServer):
    answer, without = ask(server, EVERY_FACT), open_assistant().ask(QUESTION)

    lines = answer.text.split("\n")
    assert lines[0] == without.text.split("\n")[0]
    assert [line for line in lines[1:] if line][3] == "- 福州给予每台10万元资金补贴，2023年共发放补贴3000万元。[4]"
    assert "照录原文" not in answer.text
    assert answer.table is not None
    assert without.table is not None
    assert [row[:-1] for row in answer.table.rows] == [row[:-1] for row in without.table.rows]
    assert answer.coverage == without.coverage


def test_what_the_model_leaves_out_of_an_enumeration_follows_as_printed(server: ModelServer):
    shorter = EVERY_FACT.replace("宁波每台补贴15万元，最高不超过总造价的40%{宁波每台}。", "").replace(
        "，2023年共发放补贴3000万元", ""
    )

    worded, _, printed = ask(server, shorter).text.partition("上文没有写全的，照录原文：")

    assert "宁波每台补贴15万元" not in worded
    assert [line.rpartition("[")[0] for line in printed.split("\n") if line.startswith("- ")] == [
        "- 宁波每台补贴15万元，最高不超过总造价的40%。",
        "- 福州对加装电梯项目给予每台10万元资金补贴，2023年共发放补贴3000万元。",
    ]


def test_the_model_is_given_the_facts_of_an_enumeration_and_nothing_to_choose_from(server: ModelServer):
    ask(server, EVERY_FACT)

    assert server.prompt().startswith("逐条写到")
    assert "[F5]" in server.prompt()
    assert "[P1]" not in server.prompt()


def test_a_member_that_the_facts_have_not_is_not_added_to_an_enumeration(server: ModelServer):
    answer = ask(server, EVERY_FACT + "昆明每台补贴20万元{杭州每台}。")

    assert "昆明" not in answer.text


@pytest.mark.parametrize("question", ["洪府办发〔2023〕12号附件第1项是什么？", "共有哪些通知？"])
def test_what_is_asked_for_as_printed_is_not_given_to_the_model(server: ModelServer, question: str):
    assert ask(server, EVERY_FACT, question).engine == "quoting"
    assert server.requests == []


# --- over the five notices


def told(sources: dict[str, str]) -> list[tuple[str, str]]:
    """Each source's handle and its words on one line, without a stop."""
    return [(handle, " ".join(text.split()).rstrip("。；，")) for handle, text in sources.items()]


def alter_numbers(sources: dict[str, str]) -> str:
    return "".join(
        f"{re.sub('[0-9]+', lambda n: str(int(n[0]) + 1), text)}[{handle}]。" for handle, text in told(sources)
    )


def cite_the_next(sources: dict[str, str]) -> str:
    handles = [*sources][1:] + [*sources][:1]
    return "".join(f"{text}[{other}]。" for other, (_, text) in zip(handles, told(sources), strict=True))


def deny(sources: dict[str, str]) -> str:
    return "".join(f"没有{text}，并予以取消[{handle}]。" for handle, text in told(sources))


def say_every_other(sources: dict[str, str]) -> str:
    return "".join(f"{text}[{handle}]。" for handle, text in told(sources)[::2])


@pytest.fixture(scope="module")
def alone(built: Built) -> Assistant:
    """The assistant over the five notices without a model."""
    return Assistant.open(load_settings(corpus=CORPUS, index=built.folder))


@pytest.fixture(scope="module")
def passed_alone(alone: Assistant) -> set[str]:
    """The single facts of the development half that it gets right."""
    return {record.id for record in run_eval(alone, label="alone", kinds=("fact",)).records if record.passed}


@pytest.mark.parametrize("speak", [alter_numbers, cite_the_next, deny, say_every_other])
def test_a_model_that_lies_or_is_lazy_makes_no_answer_worse(
    server: ModelServer, alone: Assistant, passed_alone: set[str], speak: Callable[[dict[str, str]], str]
):
    server.reply = Reply(speak=speak)
    flags = {"model": "openai:test-model", "model_url": server.url}
    settings = alone.settings.model_copy(update=flags)
    worded = Assistant(settings=settings, store=alone.store, encoder=open_encoder(""))

    records = run_eval(worded, label="worded", kinds=("fact",)).records

    assert len(server.requests) > 15
    assert passed_alone - {record.id for record in records if record.passed} == set()
    assert [record.id for record in records if record.score is None or record.score.violations] == []

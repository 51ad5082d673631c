"""The house: who may import whom, which file opens which library, and what stands nowhere at all."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("rag", "eval", "ui")

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"rag.errors"}),
    frozenset(
        {
            "rag.domain",
            "rag.settings",
            "rag.text",
            "rag.numerals",
            "rag.regions",
            "rag.tokens",
            "rag.glossary",
            "rag.wire",
            "rag.batch",
            "rag.progress",
            "rag.validity",
        }
    ),
    frozenset({"rag.parse", "rag.corpus", "rag.mentions", "rag.address", "rag.render"}),
    frozenset({"rag.question", "rag.chunk", "rag.facts", "rag.saying", "rag.embed"}),
    frozenset({"rag.index"}),
    frozenset({"rag.retrieve"}),
    frozenset({"rag.answer"}),
    frozenset(
        {
            "ui",
            "eval",
            "rag.cli",
            "rag.cli_corpus",
            "rag.cli_options",
            "rag.mistyped",
            "rag.langchain",
            "rag.__main__",
        }
    ),
)
"""From the ground up; a package is one unit, within which imports go round no circle."""

SIBLINGS = frozenset(
    {
        ("rag.text", "rag.domain"),
        ("rag.numerals", "rag.domain"),
        ("rag.wire", "rag.domain"),
        ("rag.batch", "rag.domain"),
        ("rag.validity", "rag.domain"),
        ("rag.validity", "rag.text"),
        ("rag.corpus", "rag.parse"),
        ("rag.address", "rag.mentions"),
        ("rag.cli", "ui"),
        ("ui", "eval"),
        ("rag.cli", "eval"),
        ("rag.cli", "rag.cli_corpus"),
        ("rag.cli", "rag.cli_options"),
        ("rag.cli_corpus", "rag.cli_options"),
        ("rag.__main__", "rag.cli"),
        ("rag.__main__", "rag.mistyped"),
    }
)
"""Who imports whom on one floor: the nouns lie under the other foundations, the command line over page and runner."""

DOORS: dict[str, frozenset[str]] = {
    "faiss": frozenset({"rag/index/vectors.py"}),
    "bm25s": frozenset({"rag/index/words.py", "eval/bench/encoder.py"}),
    "pymilvus": frozenset({"rag/index/milvus.py"}),
    "torch": frozenset({"rag/embed/learn.py"}),
    "sentence_transformers": frozenset({"rag/embed/encoder.py", "rag/embed/reranker.py"}),
    "huggingface_hub": frozenset({"rag/embed/hub.py"}),
    "tokenizers": frozenset({"rag/embed/encoder.py", "rag/embed/vocabulary.py"}),
    "safetensors": frozenset({"rag/embed/encoder.py", "rag/embed/folder.py"}),
    "tiktoken": frozenset({"rag/tokens.py"}),
    "opencc": frozenset({"rag/text.py"}),
    "pypinyin": frozenset({"rag/regions.py"}),
    "langchain": frozenset({"rag/answer/llm/model.py", "rag/langchain.py"}),
    "langchain_core": frozenset({"rag/answer/llm/model.py", "rag/langchain.py"}),
    "langchain_openai": frozenset({"rag/answer/llm/model.py"}),
    "lxml": frozenset({"rag/parse/formats/xml.py"}),
    "openpyxl": frozenset({"rag/parse/formats/xlsx.py", "ui/export_xlsx.py"}),
    "pdfplumber": frozenset({"rag/parse/formats/pdf.py"}),
    "pdfminer": frozenset({"rag/parse/formats/pdf.py"}),
    "gradio": frozenset({"ui/app.py", "ui/widgets.py", "ui/ask_tab.py"}),
    "docx": frozenset({"ui/export_docx.py"}),
    "uvicorn": frozenset({"ui/app.py"}),
    "fastapi": frozenset(
        {
            "ui/app.py",
            "ui/api.py",
            "ui/ask_api.py",
            "ui/compare_api.py",
            "ui/shelf_api.py",
            "ui/settings_api.py",
            "ui/trial_api.py",
            "ui/case_api.py",
        }
    ),
}
"""The files that open each heavy library; a name in an annotation alone opens nothing."""

OPEN_AT_THE_TOP = frozenset(
    {
        "ui/api.py",
        "ui/ask_api.py",
        "ui/compare_api.py",
        "ui/shelf_api.py",
        "ui/settings_api.py",
        "ui/trial_api.py",
        "ui/case_api.py",
        "rag/langchain.py",
    }
)
"""Files that are themselves imported only when the page is served or by a LangChain program."""

CATCHES_ALL = frozenset(
    {"ui/ask_api.py", "ui/steps.py", "eval/run.py", "rag/answer/llm/calls.py", "rag/answer/llm/model.py"}
)
"""Whatever an assistant fails with is a result that the runner records; what fails on the model's reading thread is
raised again where its parts are waited for; what a provider's library raises may pass, and the call is made again; what
breaks an answer or other long work of the page is logged and said in the stream's last line."""

PICKLES = frozenset({"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"})

CORPUS_NAMES = (
    *("桐乡", "西安", "乌鲁木齐", "保定", "台州", "佛山", "合肥", "温州", "嘉兴", "雄安", "沛县", "黄岩", "通州区"),
    *("厦门", "哈尔滨", "郑州", "武汉", "长沙", "沈阳", "青岛", "苏州", "南京", "成都", "广州", "深圳"),
    *("190号", "189号", "60号", "〔2025〕", "〔2022〕", "〔2020〕", "〔2024〕", "tongxiang", "mohurd"),
    *("住房和城乡建设部", "智能建造", "经验做法", "任务清单", "工作任务", "主要举措"),
)
"""Words that stand in the five notices and must decide nothing in the code."""

NAMED_ALL_THE_SAME = frozenset(
    {
        # the genre's own name for a list of tasks, told from other titles in a question
        ("rag/mentions.py", "任务清单"),
        ("rag/mentions.py", "经验做法"),
        # an example in the help of the command line, and one in the prompt
        ("rag/cli.py", "190号"),
        ("rag/cli.py", "〔2025〕"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One module that a file imports."""

    name: str
    line: int
    lazy: bool
    """Inside a function: when it is first used."""
    typing: bool
    """Under ``if TYPE_CHECKING``: never at run time."""


@cache
def sources() -> dict[str, ast.Module]:
    """Every source file of the project by its path from the top."""
    files = sorted(path for package in PACKAGES for path in (PROJECT / package).rglob("*.py"))
    return {path.relative_to(PROJECT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}


@cache
def imports(file: str) -> tuple[Import, ...]:
    return tuple(_imports(sources()[file], lazy=False, typing=False))


def _imports(node: ast.AST, *, lazy: bool, typing: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            names = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"line {child.lineno}: imports are absolute"
            names = [_imported(child.module or "", alias.name) for alias in child.names]
        else:
            names = []
        yield from (Import(name=name, line=child.lineno, lazy=lazy, typing=typing) for name in dict.fromkeys(names))
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        checking = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
        yield from _imports(child, lazy=lazy or inside, typing=typing or checking)


def _imported(module: str, name: str) -> str:
    """``from rag.index import words`` imports rag.index.words; ``from rag.text import fold`` imports rag.text."""
    whole = f"{module}.{name}"
    return whole if file_of(whole) else module


def file_of(module: str) -> str:
    """The file of a module of this project, or ``""``."""
    path = module.replace(".", "/")
    return next((file for file in (f"{path}.py", f"{path}/__init__.py") if (PROJECT / file).is_file()), "")


def module_of(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def unit_of(module: str) -> str:
    """The unit of the house that `module` belongs to: ``rag.parse`` of ``rag.parse.tables``."""
    steps = module.split(".")
    return steps[0] if steps[0] != "rag" else ".".join(steps[:2])


def own_imports(file: str) -> Iterator[Import]:
    return (one for one in imports(file) if one.name.split(".")[0] in PACKAGES)


def floor_of(unit: str) -> int:
    return next((number for number, floor in enumerate(FLOORS) if unit in floor), -1)


def test_every_module_has_its_floor() -> None:
    homeless = [file for file in sources() if file != "rag/__init__.py" and floor_of(unit_of(module_of(file))) < 0]
    assert homeless == []


def test_imports_go_only_downward() -> None:
    upward = [
        f"{file}:{one.line} imports {one.name}"
        for file in sources()
        for one in own_imports(file)
        if (importer := unit_of(module_of(file))) != (imported := unit_of(one.name))
        and floor_of(imported) >= floor_of(importer)
        and (importer, imported) not in SIBLINGS
    ]
    assert upward == []


def test_no_exception_among_siblings_is_out_of_date() -> None:
    """An entry whose importer is here, and which nobody needs, would hide a later import."""
    needed = {(unit_of(module_of(file)), unit_of(one.name)) for file in sources() for one in own_imports(file)}
    assert sorted(SIBLINGS - needed - {("rag.cli", "eval")}) == []


def test_imports_go_round_no_circle() -> None:
    edges = {module_of(file): {one.name for one in own_imports(file)} for file in sources()}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail[trail.index(module) :], module))
        if module not in done:
            for other in sorted(edges.get(module, ())):
                visit(other, (*trail, module))
            done.add(module)

    for module in edges:
        visit(module, ())


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_heavy_library_has_its_doors_alone(library: str) -> None:
    opened = {
        file for file in sources() for one in imports(file) if one.name.split(".")[0] == library and not one.typing
    }
    assert sorted(opened - DOORS[library]) == []


def test_heavy_libraries_are_imported_when_first_used() -> None:
    eager = [
        f"{file}:{one.line} imports {one.name}"
        for file in sources()
        if file not in OPEN_AT_THE_TOP
        for one in imports(file)
        if one.name.split(".")[0] in DOORS and not one.lazy and not one.typing
    ]
    assert eager == []


def test_a_file_that_opens_at_its_top_is_itself_imported_late() -> None:
    late = {module_of(file) for file in OPEN_AT_THE_TOP}
    early = [f"{file}:{one.line}" for file in sources() for one in imports(file) if one.name in late and not one.lazy]
    assert early == []


def test_importing_the_command_line_opens_no_heavy_library() -> None:
    listing = "import sys, rag.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", listing], cwd=PROJECT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "rag" in loaded
    assert sorted(loaded & {*DOORS, "numpy", "lxml", "yaml", "PIL", "pandas"}) == []


@pytest.mark.parametrize("folder", [*PACKAGES, "tests"])
def test_no_file_is_longer_than_400_lines(folder: str) -> None:
    files = [path for path in (PROJECT / folder).rglob("*") if path.suffix in (".py", ".js", ".css")]
    lengths = {path.relative_to(PROJECT).as_posix(): len(path.read_bytes().splitlines()) for path in files}
    assert {file: length for file, length in lengths.items() if length > 400} == {}


def test_nothing_is_pickled() -> None:
    imported = [
        f"{file}:{one.line}" for file in sources() for one in imports(file) if one.name.split(".")[0] in PICKLES
    ]
    words = [
        f"{file}:{node.lineno}"
        for file, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword)
        and node.arg in ("allow_pickle", "allow_dangerous_deserialization")
        and not (isinstance(node.value, ast.Constant) and node.value.value is False)
    ]
    assert imported + words == []


def test_no_argument_defaults_to_a_call() -> None:
    called = [
        f"{file}:{default.lineno}"
        for file, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for default in [*node.args.defaults, *node.args.kw_defaults]
        if isinstance(default, ast.Call) and not (isinstance(default.func, ast.Name) and default.func.id == "Path")
    ]
    assert called == []


def test_what_catches_every_error_raises_it_again() -> None:
    greedy = [
        f"{file}:{node.lineno}"
        for file, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("BaseException", "Exception"))
        and not isinstance(node.body[-1], ast.Raise)
        and file not in CATCHES_ALL
    ]
    assert greedy == []


def code_words(file: str) -> Iterator[tuple[int, str]]:
    """The strings and names in a file's code, docstrings and comments left out."""
    tree = sources()[file]
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id


def test_the_code_names_nothing_of_the_corpus() -> None:
    """Places stand in data/regions.tsv, terms in data/glossary.tsv; code that knows a notice cannot read another."""
    named = {
        (file, name): f"line {line}: {words[:40]!r}"
        for file in sources()
        if file.startswith(("rag/", "ui/"))
        for line, words in code_words(file)
        for name in CORPUS_NAMES
        if name in words
    }
    assert {where: words for where, words in named.items() if where not in NAMED_ALL_THE_SAME} == {}
    assert sorted(NAMED_ALL_THE_SAME - set(named)) == []

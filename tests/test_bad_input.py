"""Every mistake a user can make: one clear line that says what to do, exit code 2, no traceback."""

from __future__ import annotations

import io
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CORPUS, Built

from rag.__main__ import main
from rag.index.store import Generation, Layout


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that refuses `arguments`, without the program's name."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (2, "")
    assert printed.err.startswith("policy-rag: ")
    assert printed.err.endswith("\n")
    assert printed.err.count("\n") == 1
    return printed.err.removeprefix("policy-rag: ").rstrip("\n")


def done(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What `arguments` print when all goes well."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code in (None, 0)
    return capsys.readouterr().out


def generation_of(index: Path) -> Generation:
    """The generation in force in `index`."""
    layout = Layout(folder=index)
    return layout.generation(layout.current.read_text().split()[0])


@pytest.fixture
def index(built: Built, tmp_path: Path) -> Path:
    """A copy of the built index, to be damaged."""
    return Path(shutil.copytree(built.folder, tmp_path / "index"))


# --- questions


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "问题是空的。 请写出要问的内容，例如：哪些城市给予资金补贴，各多少？"),
        ("？？", "问题是空的。 请写出要问的内容，例如：哪些城市给予资金补贴，各多少？"),
        ("问" * 2001, "问题有 2001 字，最多 2000 字。 请缩短问题，或分成几个问题来问。"),
        ("\udcff\udcfe西安", "问题里有不成字的字节。 请用 UTF-8 输入问题。"),
    ],
)
def test_a_question_that_is_none(built: Built, question: str, words: str, capsys: pytest.CaptureFixture[str]):
    assert refused(capsys, "ask", question, "--index", str(built.folder)) == words


def test_standard_input_that_is_no_text(
    built: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("西安".encode("gbk"))))

    assert refused(capsys, "ask", "-", "--index", str(built.folder)) == "标准输入不是 UTF-8。 请转成 UTF-8 后重试。"


# --- addresses


def test_an_unknown_notice_and_an_unknown_item(built: Built, capsys: pytest.CaptureFixture[str]):
    index = ("--index", str(built.folder))

    assert refused(capsys, "outline", "没有这份", *index).startswith(
        "“没有这份”在政策库里没有。 请写文号或完整标题，例如：建市〔2020〕60号；"
    )
    assert refused(capsys, "show", "没有这份 一", *index).startswith("“没有这份”在政策库里没有。")
    assert refused(capsys, "show", "建办市函〔2025〕190号 九（九）9", *index) == (
        "建办市函〔2025〕190号 里没有“九（九）9”这一条。 顶层有：一、二、三；policy-rag outline 可列出全部。"
    )


def test_a_file_that_is_not_there(built: Built, capsys: pytest.CaptureFixture[str]):
    assert refused(capsys, "outline", "./none/x.txt", "--index", str(built.folder)) == (
        "文件 './none/x.txt' 不存在。 请检查路径；要看库里的通知，请写文号或标题。"
    )


# --- the index


@pytest.mark.parametrize("arguments", [("ask", "西安"), ("outline", "190号"), ("show", "190号 一")])
def test_no_index_yet(tmp_path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]):
    assert refused(capsys, *arguments, "--index", str(tmp_path)) == (
        f"{tmp_path} 里还没有索引。 请先建立索引：policy-rag build --index {tmp_path}。"
    )


def flip(path: Path) -> None:
    """Change one byte in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    """Leave half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [flip, cut, Path.unlink])
@pytest.mark.parametrize("name", ["facts", "chunks", "notices", "vectors", "manifest"])
def test_a_tampered_a_truncated_and_an_incomplete_index(
    index: Path, name: str, damage: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
):
    damage(getattr(generation_of(index), name))

    words = refused(capsys, "ask", "西安有什么做法？", "--index", str(index))

    assert words.startswith(f"{index} 里的索引已损坏：")
    assert words.endswith(f"请重建索引：policy-rag build --corpus {CORPUS} --index {index}。")


@pytest.mark.parametrize("pointer", [b"", b"\xff\xff", b"../../etc 00\n"])
def test_a_pointer_that_points_nowhere(index: Path, pointer: bytes, capsys: pytest.CaptureFixture[str]):
    Layout(folder=index).current.write_bytes(pointer)

    words = refused(capsys, "ask", "西安", "--index", str(index))

    assert words.endswith(f"policy-rag build --corpus {CORPUS} --index {index}。")


def test_an_index_built_with_other_settings(
    built: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("POLICY_RAG_CHUNK_TOKENS", "300")

    words = refused(capsys, "ask", "西安", "--index", str(built.folder))

    assert words.startswith("索引是用另一组设置建的")
    assert words.endswith(f"请重建索引：policy-rag build --corpus {CORPUS} --index {built.folder}。")


# --- settings


@pytest.mark.parametrize(
    ("name", "value"),
    [("TOP_K", "zero"), ("TOP_K", "0"), ("MODEL_TIMEOUT", "-1"), ("CHUNK_TOKENS", "1.5"), ("MAX_QUESTION", "很多")],
)
def test_a_setting_with_a_bad_value(
    built: Built, name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv(f"POLICY_RAG_{name}", value)

    words = refused(capsys, "ask", "西安", "--index", str(built.folder))

    assert words.startswith(f"设置 {name.lower()} 的值 '{value}' 不可用")
    assert f"环境变量 POLICY_RAG_{name}" in words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"top_k = [\n", "policy-rag.toml 无法读取"),
        (b"\xff\xfe", "policy-rag.toml 无法读取"),
        (b"nosuch = 1\n", "设置 nosuch 的值 1 不可用"),
        (b'top_k = "many"\n', "设置 top_k 的值 'many' 不可用"),
    ],
)
def test_a_bad_settings_file(
    built: Built,
    tmp_path: Path,
    content: bytes,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    (tmp_path / "policy-rag.toml").write_bytes(content)
    monkeypatch.chdir(tmp_path)

    assert refused(capsys, "ask", "西安", "--index", str(built.folder)).startswith(words)


def test_a_language_model_that_cannot_be_opened(
    built: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("POLICY_RAG_MODEL", "nosuch:model")

    assert refused(capsys, "ask", "西安有什么做法？", "--index", str(built.folder)).startswith(
        "语言模型 'nosuch:model' 打不开："
    )


# --- batches


def test_a_batch_that_cannot_be_read(built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    index = ("--index", str(built.folder))
    lines = tmp_path / "questions.jsonl"
    lines.write_text('{"id": "a", "question": "西安"}\n{"id": "b"}\n', encoding="utf-8")

    assert refused(capsys, "ask", "--batch", str(lines), *index) == (
        'questions.jsonl 第 2 行不是 {id, question, history?}：\'{"id": "b"}\'。 请改正这一行后重试。'
    )
    assert "读不了：No such file or directory。" in refused(capsys, "ask", "--batch", str(tmp_path / "none"), *index)


@pytest.mark.parametrize("output", ["none/answers.jsonl", "questions.jsonl/answers.jsonl", "."])
def test_an_output_that_cannot_be_written(
    built: Built, tmp_path: Path, output: str, capsys: pytest.CaptureFixture[str]
):
    lines = tmp_path / "questions.jsonl"
    lines.write_text('{"id": "a", "question": "西安"}\n', encoding="utf-8")

    words = refused(
        capsys, "ask", "--batch", str(lines), "--output", str(tmp_path / output), "--index", str(built.folder)
    )

    assert words.startswith(f"写不了 {tmp_path / output}：")
    assert [path.name for path in tmp_path.iterdir()] == ["questions.jsonl"]


def test_an_output_without_a_batch(built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert refused(capsys, "ask", "西安", "--output", str(tmp_path / "x"), "--index", str(built.folder)).startswith(
        "--output 只用于 --batch。"
    )


# --- the page


def test_a_port_in_use(built: Built, capsys: pytest.CaptureFixture[str]):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        words = refused(capsys, "serve", "--port", str(port), "--index", str(built.folder))

    assert words.startswith(f"端口 {port} 已被其他程序占用")
    assert "请换一个端口" in words


def test_a_page_without_an_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert "请先建立索引：policy-rag build --index " in refused(
        capsys, "serve", "--port", "0", "--index", str(tmp_path)
    )


# --- the command line itself


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", "--nosuch", "西安"), "没有 --nosuch 这个选项；相近的有 --notice。"),
        (("rollback", "--furthe"), "没有 --furthe 这个选项；相近的有 --further。"),
        (("nosuch",), "没有 nosuch 这个命令。"),
        (("eval", "nosuch"), "没有 nosuch 这个命令。"),
        (("show",), "缺少地址。"),
        (("outline",), "缺少通知。"),
        (("remove",), "缺少通知。"),
        (("add",), "缺少文件。"),
        (("eval", "compare", "甲"), "缺少现在的记录。"),
        (("train-encoder",), "缺少 --data。"),
        (("ask", "西安", "--index"), "--index 后面要写一个值。"),
        (("ask", "西安", "--in-force=是"), "--in-force 后面不写值。"),
        (("ask", "西安", "--year", "去年"), "--year 要写整数，写的是“去年”。"),
        (("ask", "西安", "--year=2024.5"), "--year 要写整数，写的是“2024.5”。"),
        (("train-encoder", "--data", "甲", "--epochs", "x"), "--epochs 要写整数，写的是“x”。"),
        (("serve", "--port", "很多"), "--port 要写整数，写的是“很多”。"),
        (("serve", "--port=-1"), "--port 不能小于 0，写的是“-1”。"),
        (("serve", "--port", "65536"), "--port 不能大于 65535，写的是“65536”。"),
        (("ask", "西安", "多一个"), "多写了“多一个”；有空格的一段要加引号。"),
    ],
)
def test_a_command_that_is_none(arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]):
    line = refused(capsys, *arguments)

    assert line == f"{words} 用 policy-rag --help 看用法。"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", "西安", "--level", "乡"), "层级 '乡' 不认识。 可用：国家、省、市、县。"),
        (("eval", "run", "--split", "一半"), "没有 '一半' 这一半。 请用 --split dev、test 或 all。"),
        (("eval", "run", "--kind", "甲"), "没有 '甲' 这一类题。 --kind 可用："),
        (("eval", "run", "--baseline", "没有.jsonl"), "评测记录 '没有.jsonl' 读不出来"),
    ],
)
def test_a_choice_that_is_none(
    arguments: tuple[str, ...],
    words: str,
    built: Built,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("POLICY_RAG_INDEX", str(built.folder))
    assert refused(capsys, *arguments).startswith(words)


@pytest.mark.parametrize("place", [0, 2])
def test_debug_shows_where_an_error_comes_from(tmp_path: Path, place: int, capsys: pytest.CaptureFixture[str]):
    arguments = ["ask", "西安", "--index", str(tmp_path)]
    arguments.insert(place, "--debug")

    with pytest.raises(SystemExit, match="2"):
        main(arguments)

    printed = capsys.readouterr().err
    assert printed.startswith("Traceback (most recent call last):")
    assert "rag.errors.IndexMissing" in printed
    assert printed.endswith(f"请先建立索引：policy-rag build --index {tmp_path}。\n")

"""The commands on the corpus as they are typed: what they print, their JSON and their exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from answer_sample import LIFTS_TEXT, PLAN_TEXT

from rag.__main__ import main
from rag.settings import KEPT

pytestmark = pytest.mark.usefixtures("small_encoder")

LIFTS, PLAN = "建办城函〔2024〕31号", "洪府办发〔2023〕12号"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three files beside an empty corpus, which the environment names."""
    monkeypatch.setenv("POLICY_RAG_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("POLICY_RAG_INDEX", str(tmp_path / "index"))
    (tmp_path / "lifts.txt").write_text(LIFTS_TEXT, encoding="utf-8")
    (tmp_path / "plan.txt").write_text(PLAN_TEXT, encoding="utf-8")
    (tmp_path / "changed.txt").write_text(LIFTS_TEXT.replace("20万元", "90万元"), encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    """What a command prints, and what it complains of."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed = capsys.readouterr()
    assert (ended.value.code or 0) == code, printed.err
    return printed.out, printed.err


def test_a_notice_is_added_shown_and_added_again(office: Path, capsys: pytest.CaptureFixture[str]):
    printed, _ = run(capsys, "add", str(office / "plan.txt"))
    assert printed.splitlines()[0] == f"已收入：{PLAN} ← plan.txt"
    assert printed.splitlines()[-1] == "政策库现有 1 份通知，索引已更新。"

    printed, _ = run(capsys, "add", str(office / "plan.txt"))
    assert printed == f"已在库中，不必再收：{PLAN} ← plan.txt\n  库里的文件：plan.txt\n"

    printed, _ = run(capsys, "list")
    assert printed.splitlines()[0].startswith(f"{PLAN} ")
    assert printed.splitlines()[-1] == "共 1 份通知。"


def test_a_new_version_is_a_question_to_the_user(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "lifts.txt"))

    printed, complained = run(capsys, "add", str(office / "changed.txt"), str(office / "plan.txt"), code=1)
    assert printed.startswith(f"已收入：{PLAN} ← plan.txt\n")
    assert complained == (
        "有 1 个文件没有收入，其余的已经收入：\n"
        f"  库里已有 {LIFTS}（lifts.txt），与 changed.txt 文字不同。 "
        "请加 --replace（换成新的，旧文件另存）或 --keep-both（两份都留）。\n"
    )
    assert "只能用一个" in run(capsys, "add", str(office / "changed.txt"), "--replace", "--keep-both", code=2)[1]

    printed, _ = run(capsys, "add", str(office / "changed.txt"), "--replace")
    assert printed.startswith(f"已替换：{LIFTS} ← changed.txt\n")
    assert "policy-rag rollback 可以换回。" in printed
    assert "90万元" in run(capsys, "show", LIFTS, "一", "（一）", "1")[0]


class Terminal(io.StringIO):
    """Standard input of a user who sits there."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "sum_"), [("1\n", "90万元"), ("3\n", "20万元"), ("?\n\n", "20万元")])
def test_on_a_terminal_the_user_is_asked(
    office: Path, typed: str, sum_: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    run(capsys, "add", str(office / "lifts.txt"))
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    _, asked = run(capsys, "add", str(office / "changed.txt"))

    assert "1 换成新的（旧文件另存）  2 两份都留  3 不收新的" in asked
    assert sum_ in run(capsys, "show", LIFTS, "一", "（一）", "1")[0]


def test_a_removal_is_taken_back(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "lifts.txt"), str(office / "plan.txt"))

    printed, _ = run(capsys, "remove", "建办城函[2024] 31号")
    assert printed.startswith(f"已移出：{LIFTS}（lifts.txt）\n")

    printed, _ = run(capsys, "rollback")
    assert printed == "已回到上一次的索引，共 2 份通知。\n  放回 1 个文件：lifts.txt\n"
    assert all(line.startswith("✓ ") for line in run(capsys, "verify")[0].splitlines())


def test_a_part_of_a_name_removes_nothing_unasked(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "lifts.txt"), str(office / "plan.txt"))

    _, complained = run(capsys, "remove", "31号文", code=2)
    assert f"“31号文”不是完整的文号、标题、地址或文件名；它对上的是 {LIFTS}（lifts.txt）。" in complained
    assert "--yes" in complained
    assert run(capsys, "list")[0].splitlines()[-1] == "共 2 份通知。"

    printed, _ = run(capsys, "remove", "31号文", "--yes")
    assert printed.startswith(f"已移出：{LIFTS}（lifts.txt）\n")


@pytest.mark.parametrize(("typed", "left"), [("y\n", 1), ("n\n", 2), ("\n", 2)])
def test_on_a_terminal_the_user_is_asked_what_is_to_go(
    office: Path, typed: str, left: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    run(capsys, "add", str(office / "lifts.txt"), str(office / "plan.txt"))
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    printed, asked = run(capsys, "remove", "31号文")

    assert f"“31号文”对上的是 {LIFTS}：\n  lifts.txt：" in asked
    assert ("已移出" if left == 1 else "没有移出") in printed
    assert run(capsys, "list")[0].splitlines()[-1] == f"共 {left} 份通知。"


def test_what_fits_several_removes_none_and_lists_them(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "lifts.txt"), str(office / "plan.txt"))
    run(capsys, "add", str(office / "changed.txt"), "--keep-both")

    _, complained = run(capsys, "remove", "加装电梯", "--yes", code=2)
    assert LIFTS in complained
    assert PLAN in complained
    assert run(capsys, "list")[0].splitlines()[-1] == "共 3 份通知。"

    printed, _ = run(capsys, "remove", "changed.txt")
    assert printed.startswith(f"已移出：{LIFTS}（changed）（changed.txt）\n")
    printed, _ = run(capsys, "remove", LIFTS)
    assert printed.startswith(f"已移出：{LIFTS}（lifts.txt）\n")


def test_the_help_says_how_far_back_a_rollback_goes(capsys: pytest.CaptureFixture[str]):
    printed, _ = run(capsys, "rollback", "--help")
    assert f"最近 {KEPT} 份" in printed
    assert f"回退 {KEPT - 1} 次" in printed
    assert "POLICY_RAG_KEEP" in printed


def test_files_that_cannot_be_read_are_listed_at_the_end(office: Path, capsys: pytest.CaptureFixture[str]):
    (office / "empty.txt").write_bytes(b"")

    printed, complained = run(capsys, "add", str(office / "empty.txt"), str(office / "plan.txt"), code=1)

    assert printed.startswith(f"已收入：{PLAN}")
    assert complained.splitlines()[0] == "有 1 个文件没有收入，其余的已经收入："
    assert "empty.txt" in complained.splitlines()[1]


def test_where_no_file_was_added_none_is_said_to_be(office: Path, capsys: pytest.CaptureFixture[str]):
    (office / "empty.txt").write_bytes(b"")

    printed, complained = run(capsys, "add", str(office / "empty.txt"), code=1)

    assert printed == ""
    assert complained.splitlines()[0] == "有 1 个文件没有收入："


def test_a_file_that_is_gone_is_told_by_name(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "plan.txt"), str(office / "lifts.txt"))
    gone = f"注意：lifts.txt 已不在政策库，其中的通知（{LIFTS}）已移出索引。\n"
    (office / "corpus" / "lifts.txt").unlink()

    printed, complained = run(capsys, "build")
    assert complained == gone
    assert "索引不变" not in printed
    assert run(capsys, "list")[0].splitlines()[-1] == "共 1 份通知。"

    run(capsys, "add", str(office / "lifts.txt"))
    (office / "corpus" / "lifts.txt").unlink()
    (office / "more.txt").write_text(PLAN_TEXT.replace("12号", "13号"), encoding="utf-8")
    assert run(capsys, "add", str(office / "more.txt"))[1] == gone


def test_a_renamed_file_loses_nothing(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "lifts.txt"))
    (office / "corpus" / "lifts.txt").rename(office / "corpus" / "other.txt")
    assert run(capsys, "build")[1] == ""


def test_of_two_notices_with_one_number_each_is_shown(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "lifts.txt"))
    run(capsys, "add", str(office / "changed.txt"), "--keep-both")

    printed, told = run(capsys, "show", LIFTS, "一", "（一）", "1")
    assert "20万元" in printed
    assert told == f"注意：{LIFTS} 共有 2 份，这是 lifts.txt；另有：{LIFTS}（changed）（changed.txt）\n"

    printed, told = run(capsys, "show", f"{LIFTS}（changed）", "一", "（一）", "1")
    assert ("90万元" in printed, told) == (True, "")


def test_a_build_without_changes_says_so(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "plan.txt"))

    assert run(capsys, "build")[0].endswith("没有改动的文件，索引不变。\n")
    assert "没有改动" not in run(capsys, "build", "--all")[0]


def test_a_corpus_that_differs_from_the_index_fails_the_verification(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "plan.txt"))
    (office / "corpus" / "plan.txt").unlink()
    (office / "corpus" / "lifts.txt").write_text(LIFTS_TEXT, encoding="utf-8")

    (told,) = [line for line in run(capsys, "verify", code=1)[0].splitlines() if line.startswith("✗")]
    assert "已不在的文件 1 个（plan.txt），未收入的文件 1 个（lifts.txt）" in told


def test_each_command_prints_json(office: Path, capsys: pytest.CaptureFixture[str]):
    def printed(*arguments: str) -> dict[str, object] | list[dict[str, object]]:
        return json.loads(run(capsys, *arguments, "--json")[0])

    added = printed("add", str(office / "plan.txt"), str(office / "lifts.txt"))
    assert isinstance(added, dict)
    assert list(added) == ["added", "notes", "problems", "build"]
    listed = printed("list")
    assert isinstance(listed, list)
    assert {one["notice"] for one in listed} == {LIFTS, PLAN}
    removed = printed("remove", PLAN)
    assert isinstance(removed, dict)
    assert [one["notice"] for one in removed["removed"]] == [PLAN]  # type: ignore[attr-defined]
    undone = printed("rollback")
    assert isinstance(undone, dict)
    assert list(undone) == ["notices", "found", "restored", "removed", "differing", "lost"]
    assert (undone["notices"], undone["found"], undone["restored"]) == (2, False, ["plan.txt"])
    assert undone["removed"] == undone["differing"] == undone["lost"] == []
    checks = printed("verify")
    assert isinstance(checks, list)
    assert all(check["good"] for check in checks)
    built = printed("build")
    assert isinstance(built, dict)
    assert (built["notices"], built["fresh"]) == (2, 0)


def test_of_two_versions_in_one_call_one_is_taken_in(office: Path, capsys: pytest.CaptureFixture[str]):
    files = [str(office / name) for name in ("lifts.txt", "changed.txt")]
    printed, _ = run(capsys, "add", *files, "--replace")
    assert f"没有收（同时给出的另一份换下了它）：{LIFTS} ← lifts.txt\n  换成了：changed.txt\n" in printed
    assert f"已收入：{LIFTS} ← changed.txt" in printed
    assert [path.name for path in (office / "corpus").rglob("*.txt")] == ["changed.txt"]
    run(capsys, "verify")


def test_of_two_versions_in_one_call_it_is_told_that_nothing_was_chosen(
    office: Path, capsys: pytest.CaptureFixture[str]
):
    files = [str(office / name) for name in ("lifts.txt", "changed.txt")]
    printed, complained = run(capsys, "add", *files, code=1)
    assert printed.startswith(f"已收入：{LIFTS} ← lifts.txt\n")
    assert f"同时给出的还有 {LIFTS}（lifts.txt），与 changed.txt 文字不同。" in complained
    assert [path.name for path in (office / "corpus").rglob("*.txt")] == ["lifts.txt"]


def test_a_number_that_several_notices_bear_removes_none_unasked(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "lifts.txt"))
    run(capsys, "add", str(office / "changed.txt"), "--keep-both")

    _, complained = run(capsys, "remove", LIFTS, code=2)
    assert f"“{LIFTS}”能对上 2 份通知。 请写其中一份的文件名：lifts.txt、changed.txt" in complained
    assert run(capsys, "list")[0].splitlines()[-1] == "共 2 份通知。"

    printed, _ = run(capsys, "remove", "lifts.txt")
    assert printed.startswith(f"已移出：{LIFTS}（lifts.txt）\n")


def test_files_that_could_not_be_read_before_are_told_apart(office: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "add", str(office / "lifts.txt"))
    (office / "corpus" / "empty.txt").write_bytes(b"")

    printed, complained = run(capsys, "add", str(office / "plan.txt"))
    assert printed.startswith(f"已收入：{PLAN}")
    assert complained == ("与这次改动无关：政策库里原有 1 个文件读不了（empty.txt）；policy-rag verify 说明原因。\n")


def test_the_list_says_how_each_notice_stands(office: Path, capsys: pytest.CaptureFixture[str]):
    told = {
        "old": ("某建〔2018〕1号", "关于扬尘的通知", "加强治理。", "2018年2月1日"),
        "new": ("某建〔2024〕2号", "关于治理的通知", "《关于扬尘的通知》（某建〔2018〕1号）同时废止。", "2024年3月1日"),
        "past": ("某建〔2020〕3号", "关于停车的通知", "本通知有效期至2022年12月31日。", "2020年3月1日"),
        "trial": ("某建〔2024〕4号", "停车管理办法（试行）", "做好检查。", "2024年3月1日"),
        "term": ("某建〔2024〕5号", "关于供热的通知", "本通知有效期至2999年12月31日。", "2024年3月1日"),
        "later": ("某建〔2024〕6号", "关于供水的通知", "本通知自2999年1月1日起施行。", "2024年3月1日"),
    }
    texts = {
        name: f"{symbol}\n某市建设局{title}\n一、加强管理。\n二、{last}\n某市建设局\n{day}\n"
        for name, (symbol, title, last, day) in told.items()
    }
    for name, text in texts.items():
        (office / f"{name}.txt").write_text(text, encoding="utf-8")
    run(capsys, "add", *(str(office / f"{name}.txt") for name in texts))
    ends = {line.partition(" ")[0]: line.rpartition("）")[2] for line in run(capsys, "list")[0].splitlines()[:-1]}
    assert ends == {
        "某建〔2018〕1号": "〔已废止：某建〔2024〕2号〕",
        "某建〔2024〕2号": "",
        "某建〔2020〕3号": "〔已失效，有效期至 2022-12-31〕",
        "某建〔2024〕4号": "〔试行〕",
        "某建〔2024〕5号": "〔有效期至 2999-12-31〕",
        "某建〔2024〕6号": "〔自 2999-01-01 起施行〕",
    }
    listed = {one["notice"]: one for one in json.loads(run(capsys, "list", "--json")[0])}
    assert [listed["某建〔2018〕1号"][name] for name in ("standing", "until", "by")] == [
        "已废止",
        None,
        "某建〔2024〕2号",
    ]
    assert [listed["某建〔2020〕3号"][name] for name in ("standing", "until", "by")] == ["已失效", "2022-12-31", None]


def test_a_notice_is_shown_and_outlined_by_the_name_of_its_file(office: Path, capsys: pytest.CaptureFixture[str]):
    (office / "11重点任务.csv").write_text("序号,任务\n1,完善标准\n2,开展检查\n", encoding="utf-8")
    run(capsys, "add", str(office / "11重点任务.csv"), str(office / "plan.txt"))
    for name in ("11重点任务", "11重点任务.csv"):
        assert run(capsys, "outline", name)[0].startswith("11重点任务\n")
        assert "任务：开展检查" in run(capsys, "show", name)[0]
    assert "任务：开展检查" in run(capsys, "show", "11重点任务", "2")[0]
    assert run(capsys, "show", "plan")[0].startswith(f"{PLAN}\n")

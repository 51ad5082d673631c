"""``policy-rag`` and ``python -m rag``: runs the command line and turns errors into words."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; an error is one line and exit code 2, Ctrl-C is exit code 130.

    Args:
        arguments: As typed after ``policy-rag``; None for those of this process.
    """
    from typer.exceptions import TyperException

    from rag.cli import app
    from rag.errors import RagError

    typed = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in typed
    typed = [argument for argument in typed if argument != "--debug"]
    try:
        code = app(args=typed or ["--help"], prog_name="policy-rag", standalone_mode=False)
    except RagError as error:
        _refuse(str(error), debug=debug)
    except TyperException as error:
        _refuse(f"{error.format_message()} 用 policy-rag --help 看用法。", debug=debug)
    if code == _INTERRUPTED:
        sys.stderr.write("policy-rag: 已停止，没有留下半成品。\n")
    sys.exit(code)


def _refuse(words: str, *, debug: bool) -> NoReturn:
    if debug:
        traceback.print_exc()
    sys.stderr.write(f"policy-rag: {' '.join(words.split())}\n")
    sys.exit(2)


if __name__ == "__main__":
    main()

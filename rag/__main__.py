"""``policy-rag`` and ``python -m rag``: runs the command line and turns errors into words."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; an error made on purpose is one line and exit code 2, Ctrl-C is exit code 130."""
    from rag.cli import app
    from rag.errors import RagError

    debug = "--debug" in sys.argv
    argv = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        app(args=argv, prog_name="policy-rag", standalone_mode=True)
    except RagError as error:
        if debug:
            raise
        sys.stderr.write(f"policy-rag: {' '.join(str(error).split())}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("policy-rag: 已停止，没有留下半成品。\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)


if __name__ == "__main__":
    main()

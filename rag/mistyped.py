"""What is wrong with a command line, in one Chinese line: the library that reads it speaks English."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HELP = "用 policy-rag --help 看用法。"
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        # Invalid value for '--year': Input should be a valid integer, unable to parse string as an integer
        (r"Invalid value for '(?P<flag>[^']+)': Input should be a valid integer.*", "{flag} 要写整数{value}。"),
        (r"Invalid value for '(?P<flag>[^']+)': Input should be a valid number.*", "{flag} 要写数字{value}。"),
        (
            r"Invalid value for '(?P<flag>[^']+)': Input should be greater than or equal to (?P<bound>\S+?)\.?",
            "{flag} 不能小于 {bound}{value}。",
        ),
        (
            r"Invalid value for '(?P<flag>[^']+)': Input should be less than or equal to (?P<bound>\S+?)\.?",
            "{flag} 不能大于 {bound}{value}。",
        ),
        (r"Invalid value for '(?P<flag>[^']+)': .*", "{flag} 的值写得不对{value}。"),
        (r"Missing option '(?P<flag>[^']+)'\.?", "缺少 {flag}。"),
        (r"Missing argument '(?P<name>[^']+)'\.?", "缺少{name}。"),
        (r"Option '(?P<flag>[^']+)' requires (?:an argument|\d+ arguments)\.?", "{flag} 后面要写一个值。"),
        (r"Option '(?P<flag>[^']+)' does not take a value\.?", "{flag} 后面不写值。"),
        (
            r"No such option: (?P<flag>\S+?)\.? \(Possible options: (?P<near>[^)]+)\)\.?",
            "没有 {flag} 这个选项；相近的有 {near}。",
        ),
        (r"No such option: (?P<flag>\S+?)\.? Did you mean (?P<near>\S+?)\?", "没有 {flag} 这个选项；相近的有 {near}。"),
        (r"No such option: (?P<flag>\S+?)\.?", "没有 {flag} 这个选项。"),
        (r"No such command '(?P<name>[^']+)'\..*", "没有 {name} 这个命令。"),
        (r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.+)\)", "多写了“{name}”；有空格的一段要加引号。"),
    )
)


def in_chinese(message: str, typed: Sequence[str]) -> str:
    """What `message` says of the command line `typed`, and what to do; a message that is not known stays as it is."""
    for pattern, words in _WORDS:
        match = pattern.fullmatch(message)
        if match is not None:
            said = match.groupdict()
            return f"{words.format(**said, value=_value(said.get('flag', ''), typed))} {_HELP}"
    return f"{message} {_HELP}"


def _value(flag: str, typed: Sequence[str]) -> str:
    """What was written after `flag` the last time, to be told."""
    given = [after for before, after in zip(typed, typed[1:], strict=False) if before == flag]
    given += [argument.partition("=")[2] for argument in typed if argument.startswith(f"{flag}=")]
    return f"，写的是“{given[-1]}”" if given else ""

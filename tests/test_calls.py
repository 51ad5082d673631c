"""A stream is read within its time, and waits before a repetition grow."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

import pytest

from rag.answer.llm.calls import Late, Silent, in_time, wait_before


def soon(seconds: float) -> float:
    return time.monotonic() + seconds


def test_parts_come_through_in_order():
    assert list(in_time(iter("甲乙丙"), first=5.0, deadline=soon(5.0))) == ["甲", "乙", "丙"]


def test_an_error_of_the_stream_is_raised_where_it_is_read():
    def parts() -> Iterator[str]:
        yield "甲"
        raise KeyError("断了")

    got = in_time(parts(), first=5.0, deadline=soon(5.0))
    assert next(got) == "甲"
    with pytest.raises(KeyError, match="断了"):
        next(got)


def test_a_stream_that_does_not_begin_is_silent():
    over = Event()

    with pytest.raises(Silent):
        next(in_time((over.wait(5) for _ in range(1)), first=0.05, deadline=soon(5.0)))
    over.set()


def test_a_stream_that_does_not_end_is_late():
    over = Event()

    def parts() -> Iterator[bool]:
        yield True
        yield over.wait(5)

    got = in_time(parts(), first=0.05, deadline=soon(0.1))
    assert next(got) is True
    with pytest.raises(Late):
        next(got)
    over.set()


def test_the_whole_time_may_be_up_before_the_first_sign_is_due():
    over = Event()

    with pytest.raises(Late):
        next(in_time((over.wait(5) for _ in range(1)), first=5.0, deadline=soon(0.05)))
    over.set()


def test_waits_double_are_drawn_and_add_to_what_the_service_asks():
    assert [wait_before(attempt, draw=1.0) for attempt in (1, 2, 3)] == [0.3, 0.6, 1.2]
    assert wait_before(3, draw=0.25) == 0.3
    assert wait_before(1, draw=0.0, asked=7.0) == 7.0

"""Sections: what a job sees of them, and how keys that decide no result reach it."""

import json
from typing import Annotated

import pytest
from pydantic import Field
from sizewise.corpus.config import Corpus
from sizewise.study.arms import Arms
from sizewise.study.errors import StudyError
from sizewise.study.sections import (
    ASIDE,
    ASIDES_VARIABLE,
    Section,
    aside,
    decisive,
    read_sections,
)


class Disk(Section):
    """A block inside a section."""

    folder: Annotated[str | None, ASIDE]
    """where"""
    bytes: int = Field(gt=0)
    """how much"""


class Room(Section):
    """A section."""

    rate: float
    """how fast"""
    seconds: Annotated[float, ASIDE] = Field(gt=0)
    """how long between saves"""
    disk: Disk
    """one block"""
    disks: dict[str, Disk]
    """several"""


DISK = {"folder": "/a", "bytes": 1}
ROOM = {"rate": 0.5, "seconds": 60.0, "disk": DISK, "disks": {"x": DISK | {"folder": "/b"}}}
ASIDES = {"seconds": 60.0, "disk": {"folder": "/a"}, "disks": {"x": {"folder": "/b"}}}
DECISIVE = {"rate": 0.5, "disk": {"bytes": 1}, "disks": {"x": {"bytes": 1}}}


def read(room: dict, asides: dict | None, monkeypatch) -> Room:
    if asides is not None:
        monkeypatch.setenv(ASIDES_VARIABLE, json.dumps({"room": asides, "other": {"a": 1}}))
    return read_sections(json.dumps({"room": room}), room=Room).room


def test_a_section_is_what_decides_and_what_does_not(monkeypatch):
    room = Room.model_validate(ROOM)
    assert decisive(room) == DECISIVE
    assert aside(room) == ASIDES
    assert read(DECISIVE, ASIDES, monkeypatch) == room


def test_the_environment_comes_over_what_is_handed_over(monkeypatch):
    assert read(ROOM, {"seconds": 5.0}, monkeypatch).seconds == 5
    assert read(ROOM, {"disks": {"x": {"folder": None}}}, monkeypatch).disks["x"].folder is None


@pytest.mark.parametrize(
    ("asides", "message"),
    [
        ({"rate": 1.0}, "room.rate is no key that decides no result"),
        ({"disk": {"bytes": 2}}, "room.disk.bytes is no key that decides no result"),
        ({"secnods": 2}, "room.secnods is no key that decides no result; did you mean 'seconds'?"),
        ({"disks": {"y": {"folder": "/c"}}}, "room.disks.y is no key"),
        (3, "room is no block of keys"),
    ],
)
def test_what_decides_results_cannot_come_from_the_environment(asides, message, monkeypatch):
    with pytest.raises(StudyError) as caught:
        read(ROOM, asides, monkeypatch)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "--config: not JSON"),
        ("[]", "--config: holds no mapping"),
        ("{}", "--config: section room is missing; it reads room"),
        ('{"room": {}, "rooom": 1}', "--config: section rooom is not read by this job"),
        ('{"room": {}}', "--config: key room.rate is missing; config.yaml shows every key"),
    ],
)
def test_wrong_sections_are_one_line(text, message):
    with pytest.raises(StudyError) as caught:
        read_sections(text, room=Room)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_a_number_is_finite(number):
    with pytest.raises(StudyError, match=r"room\.rate: Input should be a finite number"):
        read_sections(json.dumps({"room": ROOM}).replace("0.5", number), room=Room)


def test_a_section_that_was_not_handed_over_cannot_be_read():
    sections = read_sections(json.dumps({"room": ROOM}), room=Room)
    with pytest.raises(AttributeError, match="'corpus' was not handed over; this job sees room"):
        _ = sections.corpus
    assert json.loads(sections.section_json("room")) == {"room": DECISIVE}


def test_values_of_other_types_are_read_too():
    text = json.dumps({"name": "n", "arms": {"ladder": {
        "seeds": {"83k": [2], "25k": 2}, "stream": "main", "parent": None, "training": {},
    }}})  # fmt: skip
    sections = read_sections(text, name=str, arms=Arms)
    assert sections.name == "n"
    assert [run.label for run in sections.arms.runs()] == [
        "ladder 25k seed0", "ladder 25k seed1", "ladder 83k seed2",
    ]  # fmt: skip


def test_the_cache_of_archives_decides_no_result():
    values = {"cache": "/c", "seed": 1, "domain_bytes": 9, "held_out_share": 0.1,
              "held_out_bytes": 9, "near_duplicate_similarity": 0.7, "parts": 1,
              "hub": {}}  # fmt: skip
    assert aside(Corpus.model_validate(values)) == {"cache": "/c"}

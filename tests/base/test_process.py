"""Nothing is set for a whole process but by the programs that begin in one."""

from __future__ import annotations

import gc
import json
import pkgutil
import subprocess
import sys

import pressmark
from pressmark.base.gc_pause import frozen, gc_paused

STATE = """\
import gc, json, os, sys

def state():
    return [gc.isenabled(), gc.get_threshold(), gc.get_freeze_count(), dict(os.environ)]

before = state()
import {modules}
changed = [(old, new) for old, new in zip(before, state()) if old != new]
print(json.dumps(changed))
"""


def test_importing_any_module_changes_nothing_of_the_process() -> None:
    modules = [
        module.name
        for module in pkgutil.walk_packages(pressmark.__path__, "pressmark.")
        if not module.name.endswith("__main__")
    ]
    done = subprocess.run(
        [sys.executable, "-c", STATE.format(modules=", ".join(modules))],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(filter(None, sys.path))},
    )
    assert json.loads(done.stdout) == []


def test_the_search_for_garbage_is_as_it_was_after_a_pause() -> None:
    with gc_paused():
        assert not gc.isenabled()
        with gc_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_pause_frees_nothing_that_was_left_out_before() -> None:
    with frozen():
        count = gc.get_freeze_count()
        assert count > 0
        with frozen(), gc_paused():
            pass
        with gc_paused():
            pass
        assert gc.get_freeze_count() >= count
    assert gc.get_freeze_count() == 0

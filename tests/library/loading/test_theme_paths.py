"""Reading paths name papers that are there, once each, or are found with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.base.findings import InvalidLibraryError
from tests.conftest import THEMES

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

PATH = """\
  path:
  - quill2021counting: Begin here.
  - {step}
  state: >-
    Most are [counted](papers/{linked}.md).
"""
LINE = THEMES.count("\n") + 3


def findings(library: TinyLibrary, step: str, linked: str) -> list[str]:
    library.write("themes.yml", THEMES + PATH.format(step=step, linked=linked))
    with pytest.raises(InvalidLibraryError) as raised:
        library.load()
    return list(map(str, raised.value.findings))


def test_a_step_that_is_no_paper_is_found_where_it_is(tiny_library: TinyLibrary) -> None:
    (found,) = findings(tiny_library, "mast2022flod", "mast2022flood")
    assert found.startswith(f"content/themes.yml:{LINE}: tides.path[2]: ")
    assert found.endswith("'mast2022flod'. Did you mean 'mast2022flood'? [PM310]")


def test_a_link_of_the_state_that_leads_to_no_paper_is_found(tiny_library: TinyLibrary) -> None:
    (found,) = findings(tiny_library, "mast2022flood", "mast2022flod")
    assert found.startswith(f"content/themes.yml:{LINE + 1}: tides.state: ")
    assert found.endswith("Did you mean 'mast2022flood'? [PM310]")


def test_a_paper_that_is_twice_in_a_path_is_found_where_it_comes_again(
    tiny_library: TinyLibrary,
) -> None:
    (found,) = findings(tiny_library, "quill2021counting", "mast2022flood")
    assert found.startswith(f"content/themes.yml:{LINE}: tides.path[2]: ")
    assert "'quill2021counting' is a step of this path already" in found
    assert found.endswith("[PM311]")

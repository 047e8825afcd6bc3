"""Settings do the same both ways of building, or both refuse them before anything is written."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from pressmark.base.errors import BuildError
from pressmark.build.build import build
from pressmark.cli.main import main
from tests.effort import drawn as sample
from tests.invented import invented_project
from tests.project import PLAIN, PRESSED, built, differing, files_of, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import TinyLibrary

Files = dict[str, bytes]
BASE = "site_name: Harbour\ndocs_dir: content/pages\n"
NAME = 'Papers & "Notes" <of> Ada\'s'
# All that goes together, the most of it inherited.
INHERITED = f"""
site_name: {json.dumps(NAME)}
site_url: !ENV [SITE_URL, "https://papers.example/library/"]
site_description: "Lamps & <tides>"
site_author: Ada <Quill>
copyright: <a href="https://papers.example/terms">&copy; Ada</a>
docs_dir: content/pages
site_dir: public/site
use_directory_urls: true
repo_url: https://code.example/ada/papers
edit_uri: ""
remote_branch: pages
remote_name: upstream
dev_addr: localhost:8123
strict: true
watch: [snippets]
not_in_nav: |
  left-out.md
validation:
  nav: {{omitted_files: warn, not_found: warn, absolute_links: ignore}}
theme:
  name: material
  language: en
  direction: ltr
  font: false
  custom_dir: own
  logo: pictures/logo.png
  favicon: pictures/icon.png
  features: [content.code.copy, content.tabs.link]
  icon: {{admonition: {{note: octicons/tag-16}}}}
extra_css: [own.css]
extra_javascript:
  - own.js
  - path: https://math.example/tex-mml-chtml.js
    async: true
markdown_extensions:
  - abbr
  - pymdownx.arithmatex: {{generic: true}}
"""
OWN = """
INHERIT: base.yml
plugins: [pressmark]
hooks: [quiet.py, words.py]
nav:
  - index.md
  - papers.md
  - Light & tides:
      - Themes: themes.md
      - Deeper: [about.md]
      - Elsewhere: https://elsewhere.example/?a=1&b=2
  - Root: /other/
  - Plan: pictures/logo.png
extra:
  allowed_plugins: [words.py]
"""
# A hook that works on hand-written pages; it must not see what records say.
WORDS = """
def on_page_markdown(markdown, page, config, files):
    assert "Observation" not in markdown + str(page.meta), page.file.src_uri
    return markdown.replace("WORD", "a word").replace("</h1>", "!</h1>")
"""
PAGE = "---\ntitle: {0}\ndescription: Words.\n---\n\n# {0}\n\nWORD \\(x^2\\) [a](papers.md)\n"
KEPT = {
    "404.html": "<p>Not here",
    "robots.txt": "User-agent: none\n",
    "llms.txt": "# Ours\n",
    "sitemap.xml": "<urlset/>",
}
AS_THEY_ARE = {
    "CNAME": "papers.example\n",
    ".nojekyll": "",
    ".well-known/security.txt": "Contact: mailto:ada@papers.example\n",
    "pictures/logo.png": "a picture",
    "pictures/icon.png": "another",
    "own.css": "h1 {}",
    "own.js": "",
}


def with_settings(project: Path) -> Path:
    """An invented library with all of these settings, and the files that they name."""
    invented_project(project)
    shutil.rmtree(project / "templates")
    pages = project / "content" / "pages"
    for page in pages.iterdir():
        page.unlink()
    files = {f"content/pages/{name}": text for name, text in {**KEPT, **AS_THEY_ARE}.items()}
    files |= {
        "mkdocs.yml": OWN,
        "base.yml": INHERITED,
        "quiet.py": "def on_startup(command, dirty): ...\n",
        "words.py": WORDS,
        "own/assets/more.txt": "of the theme",
        "snippets/one.txt": "watched",
        "content/pages/index.md": PAGE.format("Home"),
        "content/pages/about.md": PAGE.format("About"),
        "content/pages/left-out.md": PAGE.format("Left out"),
        "content/pages/.draft.md": "not ready",
    }
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Files, str]:
    """The site with all settings that go together, pressed and drawn, and what the build said."""
    project = with_settings(tmp_path_factory.mktemp("settings") / "project")
    done = run(project, PRESSED)
    assert done.returncode == 0, done.stderr
    pressed = files_of(project / "public" / "site")
    shutil.rmtree(project / "public")
    drawn = run(project, PLAIN)
    assert drawn.returncode == 0, drawn.stderr
    assert not (project / "site").exists()
    return pressed, files_of(project / "public" / "site"), done.stderr


def test_settings_that_work_do_the_same_both_ways(both: tuple[Files, Files, str]) -> None:
    pressed, drawn, _ = both
    assert len(drawn) > 200
    assert differing(pressed, drawn) == []


def test_settings_are_on_every_page(both: tuple[Files, Files, str]) -> None:
    for name, page in _pages(both[1]).items():
        up = "../" * name.count("/")
        for part in (
            f'<script src="{up}own.js"></script>',
            '<script src="https://math.example/tex-mml-chtml.js" async></script>',
            f'<link rel="stylesheet" href="{up}own.css">',
            f'<link rel="icon" href="{up}pictures/icon.png">',
            f'<img src="{up}pictures/logo.png" alt="">',
            '<a href="https://papers.example/terms">&copy; Ada</a>',
            '<a href="https://code.example/ada/papers">Records and code</a>',
            "<span>Light &amp; tides</span>",
            f'<a href="{up}pictures/logo.png">Plan</a>',
            '<a href="https://elsewhere.example/?a=1&b=2">Elsewhere</a>',
        ):
            assert part in page, (name, part)
        is_paper = bool(re.fullmatch(r"papers/\w+/index\.html", name))
        assert ('<meta name="author" content="Ada &lt;Quill&gt;">' in page) is not is_paper


def test_the_site_s_name_is_escaped_wherever_it_is(both: tuple[Files, Files, str]) -> None:
    escaped = "Papers &amp; &#34;Notes&#34; &lt;of&gt; Ada&#39;s"
    for name, page in _pages(both[1]).items():
        assert f"{escaped}</title>" in page, name
    for name, content in both[1].items():
        if name.endswith((".html", ".xml")):
            assert b"<of>" not in re.sub(rb"<script.*?</script>", b"", content, flags=re.S), name
        if name.endswith(".xml"):
            ElementTree.fromstring(content)  # noqa: S314 - made here
        elif name.endswith(".json"):
            json.loads(content)
    assert f"<h1>{escaped}</h1>" in _pages(both[1])["index.html"]
    assert json.loads(both[1]["feed.json"])["title"] == NAME


def test_own_files_stand_in_the_place_of_generated_ones_and_the_build_says_so(
    both: tuple[Files, Files, str],
) -> None:
    _, drawn, errors = both
    for name, text in {**KEPT, **AS_THEY_ARE}.items():
        assert drawn[name] == text.encode(), name
    assert drawn["assets/more.txt"] == b"of the theme"
    assert f"Of content/pages, not generated: {', '.join(sorted(KEPT))}\n" in errors
    assert not [name for name in drawn if "draft" in name]


def test_an_allowed_hook_works_on_hand_written_pages_and_sees_no_record(
    both: tuple[Files, Files, str],
) -> None:
    pages = _pages(both[1])
    assert 'a word <span class="arithmatex">' in pages["about/index.html"]
    assert [name for name, page in pages.items() if "!</h1>" in page] == []


def test_without_an_address_there_are_no_feeds_and_no_canonical_address(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    file = project / "mkdocs.yml"
    text = re.sub(r"^site_url:.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    pressed = built(project, PRESSED)
    file.write_text(f"{text}site_url: ''\n", encoding="utf-8")
    drawn = built(project, PLAIN)

    assert differing(pressed, drawn) == []
    assert not [name for name in drawn if re.search(r"feed\.|sitemap", name)]
    pages = _pages(drawn)
    assert not [name for name, page in pages.items() if re.search('canonical|="None', page)]


def test_a_plugin_that_is_refused_writes_nothing_either_way(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    file = project / "mkdocs.yml"
    text = file.read_text(encoding="utf-8").replace("[pressmark]", "[search, pressmark]")
    file.write_text(f"{text}use_directory_urls: false\n", encoding="utf-8")
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("as published", encoding="utf-8")

    for way in (PRESSED, PLAIN):
        done = run(project, way)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert re.search(
            r"mkdocs\.yml:\d+: plugins\[1\]: the plugin search does not go with pressmark: pages "
            r"have pressmark's own search, of papers\. Remove it\. \[PM806\]",
            done.stderr,
        )
        assert re.search(r"mkdocs\.yml:\d+: use_directory_urls: addresses of pages", done.stderr)
        assert files_of(project / "site") == {"index.html": b"as published"}


@pytest.mark.parametrize("option", sample(["--no-directory-urls", "--theme=readthedocs"], 1))
def test_an_option_of_mkdocs_that_is_not_applied_stops_it(tmp_path: Path, option: str) -> None:
    project = invented_project(tmp_path / "project")
    done = run(project, (*PLAIN, option))
    assert done.returncode == 1
    assert f"leave out {option.partition('=')[0]}" in done.stderr
    assert not (project / "site").exists()


@pytest.mark.long
def test_gh_deploy_deploys_the_site(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    git = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@papers.example")
    far = tmp_path / "far.git"
    for words in (
        ("init", "--quiet", "--bare", str(far)),
        ("init", "--quiet"),
        ("add", "mkdocs.yml"),
        ("commit", "--quiet", "--message", "A library"),
        ("remote", "add", "origin", str(far)),
    ):
        subprocess.run([*git, *words], cwd=project, check=True)
    identity = {f"GIT_{role}_{part}": "ada@papers.example" for role in ("AUTHOR", "COMMITTER")
                for part in ("NAME", "EMAIL")}  # fmt: skip

    done = run(project, ("-m", "mkdocs", "gh-deploy", "--quiet"), identity)

    assert done.returncode == 0, done.stderr
    names = subprocess.run(
        [*git, "-C", str(far), "ls-tree", "-r", "--name-only", "gh-pages"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    site = files_of(project / "site")
    assert {*names} == {*site, ".nojekyll"}
    assert len(names) > 200


def test_a_plugin_that_changes_pages_is_found_by_comparing(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    file = project / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("\nextra:\n", "\nextra:\n  allowed_plugins: [banner.py]\n", 1)
    file.write_text(f"{text}hooks: [banner.py]\n", encoding="utf-8")
    hook = 'def on_post_page(output, **_):\n    return output.replace("Observation 3", "Fog")\n'
    (project / "banner.py").write_text(hook, encoding="utf-8")
    for _ in range(2):  # what was drawn is kept after the first time
        with pytest.raises(BuildError, match="pages differ from what the theme draws"):
            build(file, jobs=1, with_search=False)
    assert not (project / "site").exists()

    hook = (
        "import os\n"
        "def on_post_build(config):\n"
        "    names = ' '.join(os.listdir(config.site_dir + '/tags'))\n"
        "    open(config.site_dir + '/list.txt', 'w').write(names)\n"
    )
    (project / "banner.py").write_text(hook, encoding="utf-8")
    with pytest.raises(BuildError, match=r"list\.txt, which a plugin writes, lists pages"):
        build(file, jobs=1, with_search=False)


def test_check_finds_what_a_strict_build_would_stop_at(tiny_library: TinyLibrary) -> None:
    nav = "nav:\n  - index.md\n  - More:\n      - Crew: crew.md\n  - A: papers/mast2022flood.md\n"
    nav += "  - B: about.md#here\n"
    tiny_library.config_file.write_text(f"{BASE}{nav}", encoding="utf-8")
    page = "---\ntitle: About\ndescription: Words.\n---\n\n"
    tiny_library.write("pages/about.md", f"{page}[a](nowhere.md)\n\n[b](about.md#here)\n")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[:3] == [
        "mkdocs.yml:6: nav[2].More[1].Crew: the navigation leads to crew.md, which is not a page "
        "of the library. Write the page, as content/pages/crew.md, or remove the entry. [PM808]",
        "mkdocs.yml:7: nav[3].A: that page is one of many, which are pressed from one frame with "
        "one navigation. Write its whole address, from https:// on, or link to it from a "
        "hand-written page. [PM805]",
        "mkdocs.yml:8: nav[4].B: the navigation leads to about.md#here, which is not a page of the "
        "library. Did you mean about.md? Pages are named by their source, as in about.md or "
        "papers.md. [PM808]",
    ]

    tiny_library.config_file.write_text(BASE, encoding="utf-8")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[:2] == [
        "content/pages/about.md:6: a link leads to nowhere.md, but the target is not found among "
        "documentation files. Fix it, or build without --strict. [PM810]",
        "content/pages/about.md:8: a link leads to about.md#here, but there is no such anchor on "
        "this page. Fix it, or build without --strict. [PM810]",
    ]

    tiny_library.write("pages/about.md", f"{page}[b](about.md#there)\n\n## There\n")
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def _pages(site: Mapping[str, bytes]) -> dict[str, str]:
    """The pages of a site that have its frame, by path."""
    return {
        name: content.decode()
        for name, content in site.items()
        if name.endswith("index.html") and "/embed/" not in name and b"http-equiv" not in content
    }

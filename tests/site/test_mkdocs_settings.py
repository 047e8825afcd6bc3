"""Every setting of MkDocs has an outcome, and so has every plugin and hook: it works, or it is
refused with its line."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_theme_dir

from pressmark.base.findings import InvalidLibraryError
from pressmark.base.hashing import PACKAGE
from pressmark.cli.main import main
from pressmark.site import configuration
from pressmark.site.mkdocs_keys import EXTRA_KEYS, KEYS, THEME_KEYS
from pressmark.site.plugins import plugins
from pressmark.theme import zensical

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

BASE = "site_name: Harbour\ndocs_dir: content/pages\n"


def test_every_setting_of_mkdocs_has_an_outcome() -> None:
    """A newer MkDocs with another setting makes this fail: give it a row, and try it both ways."""
    assert {key for key, _ in MkDocsConfig._schema} == {*KEYS}


def test_every_setting_of_material_s_theme_has_an_outcome() -> None:
    file = f"{get_theme_dir('material')}/mkdocs_theme.yml"
    with open(file, encoding="utf-8") as text:  # noqa: PTH123 - a path of MkDocs
        of_material = yaml.load(text, Loader=yaml.CSafeLoader)
    assert {*of_material, "name", "custom_dir", "locale"} <= {*THEME_KEYS}


# Every value that is refused, below a configuration of two lines, and what is said of it.
REFUSED = [
    ("config_file_path: x.yml", "3: config_file_path: MkDocs itself sets this."),
    ("site_name: 7", "3: site_name: found 7. Write text, in quotes"),
    ("nav: {Home: index.md}", "3: nav: found {'Home': 'index.md'}. Write a list."),
    ("pages: [index.md]", "3: pages: MkDocs has no such setting any more. Write nav."),
    ("exclude_docs: drafts/", "3: exclude_docs: all pages of content/pages are in the site. Start"),
    ("draft_docs: drafts/", "3: draft_docs: the preview shows what the site will hold."),
    ("not_in_nav: [x]", "3: not_in_nav: found ['x']. Write text"),
    ("site_url: papers.example", "3: site_url: found 'papers.example'. Write an address that"),
    ("site_description: 1.5", "3: site_description: found 1.5. Write text"),
    ("site_author: [Ada]", "3: site_author: found ['Ada']. Write text"),
    ("theme: mkdocs", "3: theme.name: pressmark's pages are made for Material. Write theme: mat"),
    ("theme: [material]", "3: theme: found ['material']. Write theme: material"),
    ("theme:\n  language: de", "4: theme.language: the words around papers are English"),
    ("theme:\n  direction: rtl", "4: theme.direction: pages are laid out from left to right"),
    ("theme:\n  features:\n  - content.code.copy\n  - navigation.instant",
     "6: theme.features[2]: the feature 'navigation.instant' is not applied: pages have"),
    ("theme:\n  palette: {primary: teal}", "4: theme.palette: Material's colours are not those"),
    ("theme:\n  font: {text: Roboto}", "4: theme.font: pages would fetch fonts from Google."),
    ("theme:\n  icon: {logo: material/library}", "4: theme.icon.logo: no page shows that icon"),
    ("theme:\n  static_templates: [x.html]", "4: theme.static_templates: a template would see"),
    ("theme:\n  locale: de", "4: theme.locale: pages are in English. Remove it."),
    ("theme:\n  palete: x", "4: theme.palete: unknown setting. Did you mean 'palette'?"),
    ("theme:\n  logo: a.svg", "4: theme.logo: there is no file a.svg. Put it at content/pages/a.s"),
    ("docs_dir: docs", "3: docs_dir: hand-written pages are read from content/pages, and from no"),
    ("site_dir: .", "3: site_dir: each build replaces that folder by the site, and files of the"),
    ("site_dir: content/out", "3: site_dir: each build replaces that folder"),
    ("copyright: 2024", "3: copyright: found 2024. Write text"),
    ("google_analytics: [a, b]", "3: google_analytics: MkDocs has no such setting any more."),
    ("dev_addr: 8000", "3: dev_addr: found 8000. Write an address and a port"),
    ("use_directory_urls: false", "3: use_directory_urls: addresses of pages end in a slash, for"),
    ("repo_url: ada/papers", "3: repo_url: found 'ada/papers'. Write an address that starts with"),
    ("repo_name: Code", "3: repo_name: the footer's link to the repository has words of its own"),
    ("edit_uri: edit/main", "3: edit_uri: the links to edit a record lead to extra.repository."),
    ("edit_uri_template: '{path}'", "3: edit_uri_template: the links to edit a record lead to"),
    ("extra_css: [own.css]", "3: extra_css[1]: there is no file own.css. Put it at content/pages/"),
    ("extra_css: own.css", "3: extra_css: found 'own.css'. Write a list."),
    ("extra_javascript: [a: 1]", "3: extra_javascript[1]: found {'a': 1}. Write a path from"),
    ("extra_templates: [a.html]", "3: extra_templates: a template would see no more than a few"),
    ("mdx_configs: {toc: {}}", "3: mdx_configs: MkDocs itself sets this. Write markdown_exten"),
    ('strict: "yes"', "3: strict: found 'yes'. Write true or false, without quotes."),
    ("remote_branch: 7", "3: remote_branch: found 7. Write text"),
    ("remote_name: 7", "3: remote_name: found 7. Write text"),
    ("extra: {social: [a]}", "3: extra.social: no page shows it"),
    ("plugins: [rss]", "3: plugins[1]: the plugin rss does not go with pressmark: it lists or"),
    ("plugins:\n- pressmark\n- material/blog: {}", "5: plugins[2]: the plugin material/bl"),
    ("plugins:\n  minify: {}", "4: plugins.minify: the plugin minify does not go"),
    ("plugins: [pressmark, fancy]", "3: plugins[2]: the plugin fancy is not known, and would not"),
    ("watch: docs", "3: watch: found 'docs'. Write a list."),
    ("validation: warn", "3: validation: found 'warn'. Write 'name: value' lines."),
    ("extra_javascripts: [a.js]", "3: extra_javascripts: unknown setting. Did you mean 'extra_ja"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), REFUSED, ids=[text for text, _ in REFUSED])
def test_what_is_not_applied_is_found_with_its_line(
    text: str, words: str, tiny_library: TinyLibrary
) -> None:
    key = text.partition(":")[0]
    lines = [line for line in BASE.splitlines() if not line.startswith(f"{key}:")]
    config = "\n".join([*lines, *[""] * (2 - len(lines)), text, ""])
    tiny_library.config_file.write_text(config, encoding="utf-8")

    with pytest.raises(InvalidLibraryError) as caught:
        configuration.read(tiny_library.config_file)

    found = [str(finding) for finding in caught.value.findings]
    assert [finding for finding in found if finding.startswith(f"mkdocs.yml:{words}")], found


def test_every_setting_that_is_refused_is_tried() -> None:
    tried = {text.partition(":")[0] for text, _ in REFUSED}
    of_theme = {re.sub(r"theme:\n  (\w+):(?s:.*)", r"\1", text) for text, _ in REFUSED}
    assert {key for key, row in KEYS.items() if not row.works} <= tried
    assert {key for key, row in THEME_KEYS.items() if not row.works} <= of_theme


@pytest.mark.parametrize("key", EXTRA_KEYS)
def test_what_no_page_of_material_s_would_show_is_refused(
    key: str, tiny_library: TinyLibrary
) -> None:
    tiny_library.config_file.write_text(f"{BASE}extra:\n  {key}: x\n", encoding="utf-8")
    with pytest.raises(
        InvalidLibraryError, match=rf"mkdocs\.yml:4: extra\.{key}: no page shows it"
    ):
        configuration.read(tiny_library.config_file)


def test_a_configuration_that_mkdocs_would_build_without_pressmark_is_told_of(
    tiny_library: TinyLibrary,
) -> None:
    file = tiny_library.config_file
    file.write_text(BASE, encoding="utf-8")
    assert configuration.would_be_replaced(file)
    file.write_text(f"{BASE}plugins: [pressmark]\n", encoding="utf-8")
    assert not configuration.would_be_replaced(file)
    shutil.copy(PACKAGE / "hook.py", file.parent / "hook.py")
    file.write_text(f"{BASE}plugins: []\nhooks: [hook.py]\n", encoding="utf-8")
    assert not configuration.would_be_replaced(file)
    configuration.read(file)


def test_every_plugin_of_the_list_has_its_outcome(tiny_library: TinyLibrary) -> None:
    assert len(plugins()) > 40
    for plugin in plugins().values():
        for name in (plugin.name, f"material/{plugin.name}"):
            text = f"{BASE}plugins: [pressmark, {name}]\n"
            tiny_library.config_file.write_text(text, encoding="utf-8")
            try:
                configuration.read(tiny_library.config_file)
                refusal = ""
            except InvalidLibraryError as error:
                refusal = str(error)
            assert plugin.works is (not refusal)
            assert plugin.works or f"the plugin {name} does not go with pressmark: " in refusal


def test_a_plugin_that_is_turned_off_or_allowed_is_not_refused(tiny_library: TinyLibrary) -> None:
    text = (
        f"{BASE}plugins:\n  pressmark: {{}}\n  rss: {{enabled: false}}\n  fancy: {{}}\n"
        "extra: {allowed_plugins: [fancy]}\n"
    )
    tiny_library.config_file.write_text(text, encoding="utf-8")
    configuration.read(tiny_library.config_file)
    assert configuration.has_unknown_plugins(tiny_library.config_file)


@pytest.mark.parametrize(
    "code",
    [
        "def on_nav(nav, **_): ...",
        "from elsewhere import change as on_page_content",
        "on_env = lambda env, **_: env",
        "if True:\n    def on_post_page(output, **_): ...",
    ],
)
def test_a_hook_that_sees_pages_is_found_however_it_is_written(
    code: str, tiny_library: TinyLibrary
) -> None:
    (tiny_library.root / "hook.py").write_text(f"{code}\n", encoding="utf-8")
    tiny_library.config_file.write_text(f"{BASE}hooks: [hook.py]\n", encoding="utf-8")
    with pytest.raises(InvalidLibraryError, match=r"mkdocs\.yml:3: hooks\[1\]: hook\.py has on_"):
        configuration.read(tiny_library.config_file)


def test_zensical_refuses_what_it_would_not_run(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{BASE}plugins: [pressmark, macros]\n"
    tiny_library.config_file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidLibraryError, match=r"mkdocs\.yml:3: plugins\[2\]: Zensical, which"):
        zensical.draw(tiny_library.config_file, {}, tiny_library.root / "drawn", strict=False)


def test_the_preview_listens_where_the_configuration_says(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = []
    monkeypatch.setattr(
        "pressmark.build.preview.server.serve",
        lambda _, host, port, **__: heard.append((host, port)),
    )
    text = tiny_library.config_file.read_text(encoding="utf-8")
    run = CliRunner()
    assert run.invoke(main, ["serve"]).exit_code == 0
    tiny_library.config_file.write_text(f"{text}dev_addr: localhost:8123\n", encoding="utf-8")
    assert run.invoke(main, ["serve"]).exit_code == 0
    assert run.invoke(main, ["serve", "--host", "0.0.0.0", "--port", "0"]).exit_code == 0  # noqa: S104
    assert heard == [("127.0.0.1", 8000), ("localhost", 8123), ("0.0.0.0", 0)]  # noqa: S104

"""What a strict content security policy would stop in the text of a page is in files."""

from __future__ import annotations

import re
from base64 import b64encode
from urllib.parse import urljoin

import pytest

from pressmark.theme.inline import gathered, separated, separated_pictures

HEAD = '<link rel="stylesheet" href="../assets/stylesheets/main.min.css">'
FOLDER = "assets/stylesheets/"
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


def page(text: str) -> str:
    return f"<html><head>{HEAD}</head><body><main>{text}</main></body></html>"


@pytest.mark.parametrize(
    ("element", "content", "named"),
    [
        ("<script>a < b</script>", b"a < b", r'<script src="../{}.js"></script>'),
        ("<SCRIPT>a()\n</SCRIPT >", b"a()\n", r'<script src="../{}.js"></script>'),
        (
            "<script id=a type='text/javascript' data-b>c</script>",
            b"c",
            r"""<script id=a type='text/javascript' data-b src="../{}.js"></script>""",
        ),
        (
            '<script type="module">await a()</script>',
            b"await a()",
            r'<script type="module" src="../{}.js"></script>',
        ),
        (
            '<style media="print">a { b: c }</style>',
            b"a { b: c }",
            r'<link rel="stylesheet" media="print" href="../{}.css">',
        ),
    ],
)
def test_a_script_or_style_of_a_page_is_a_file(element: str, content: bytes, named: str) -> None:
    html, files = separated(page(f"<p>before</p>{element}<p>after</p>"))

    ((path, written),) = files.items()
    assert written == content
    assert re.fullmatch(r"assets/(javascripts|stylesheets)/inline-[0-9a-f]{16}\.(js|css)", path)
    assert html == page(f"<p>before</p>{named.format(path.rpartition('.')[0])}<p>after</p>")


@pytest.mark.parametrize(
    "text",
    [
        '<script type="application/json">{}</script>',
        '<script type="application/ld+json">{}</script>',
        '<script type="importmap">{}</script>',
        '<script src="a.js"></script>',
        "<script> </script>",
        '<script>import("./a.js")</script>',
        '<script type="module">import "./a.js"</script>',
        "<script nomodule>a()</script>",
        "<script>a()",
        "<style>a { background: url(b.png) }</style>",
        "<style>@import 'b.css';</style>",
        "<style nonce=a>b {}</style>",
        "<style>a {}",
        "<svg><style>a {}</style></svg>",
        "<!-- <script>a()</script> -->",
        "<!-- <script>a()</script>",
        "<pre>&lt;script&gt;a()&lt;/script&gt;</pre>",
        "<scripts>a</scripts>",
    ],
)
def test_what_would_do_something_else_from_a_file_stays(text: str) -> None:
    assert separated(page(text)) == (page(text), {})


def test_a_page_that_names_no_style_sheet_of_the_theme_stays() -> None:
    assert separated("<script>a()</script>") == ("<script>a()</script>", {})


def test_of_a_page_that_pressmark_wrote_only_the_frame_is_looked_at() -> None:
    body = '<article class="pm-article"><script>a()</script></article>'
    html, files = separated(page(f"<script>b()</script>{body}<script>c()</script>"))

    assert body in html
    assert sorted(files.values()) == [b"b()", b"c()"]


def test_columns_of_tables_are_aligned_by_the_style_sheet() -> None:
    html, _ = separated(page('<th style="text-align: right;">1</th><td style="x: y">2</td>'))

    assert html == page('<th class="pm-right">1</th><td style="x: y">2</td>')


@pytest.mark.parametrize(
    "address",
    [
        f'"data:image/svg+xml;charset=utf-8,{DRAWING.decode()}"',
        f"'data:image/svg+xml,{DRAWING.decode().replace(chr(39), '%27').replace(' ', '%20')}'",
        "\"data:image/svg+xml,\\3c svg xmlns='http://www.w3.org/2000/svg'/>\"",
        f"data:image/svg+xml;base64,{b64encode(DRAWING).decode()}",
    ],
)
@pytest.mark.parametrize("folder", [FOLDER, f"{FOLDER}classic/"])
def test_a_picture_in_a_style_sheet_is_a_file_and_back(address: str, folder: str) -> None:
    sheet, files = separated_pictures(f"a {{ mask: url({address}) center }}", folder)

    ((path, content),) = files.items()
    assert content == DRAWING
    match = re.fullmatch(r'a \{ mask: url\("([^"]*)"\) center \}', sheet)
    assert match
    assert urljoin(folder, match[1]) == path
    again = gathered(sheet.encode(), files).decode()
    assert separated_pictures(again, folder) == (sheet, files)


@pytest.mark.parametrize(
    "sheet",
    [
        "a { src: url(b.woff2) }",
        "a { src: url(data:font/woff2;base64,aaaa) }",
        "a { src: url(data:image/png;base64,a) }",
        'a { src: url("data:image/png,a) }',
        '@import "data:text/css,a";',
    ],
)
def test_other_addresses_of_a_style_sheet_stay(sheet: str) -> None:
    assert separated_pictures(sheet, FOLDER) == (sheet, {})


def test_pictures_of_a_style_that_a_page_has_are_files_too() -> None:
    html, files = separated(page("<style>:root{--icon:url('data:image/svg+xml,x')}</style>"))

    sheet, picture = sorted(files, key=lambda path: path.endswith(".svg"))
    assert files[sheet].decode() == f':root{{--icon:url("../../{picture}")}}'
    assert files[picture] == b"x"
    assert html == page(f'<link rel="stylesheet" href="../{sheet}">')


@pytest.mark.parametrize("sign", ["<script ", "<script>", "<!--", "<style a", "<svg ", "url(data:"])
def test_looking_for_them_takes_as_long_as_the_text(sign: str) -> None:
    assert separated(page(sign * 100_000))[1] == {}
    assert separated_pictures(sign * 100_000, FOLDER)[1] == {}

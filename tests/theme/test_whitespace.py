"""A page's frame loses its white space, and its body none of its own."""

from __future__ import annotations

from pressmark.theme.whitespace import squeezed

BODY = "<div>\n\n  <pre>a\n\n   b</pre>\n</div>"


def test_a_frame_loses_indentation_and_empty_lines_and_a_body_nothing() -> None:
    drawn = f"""
<html>
  <head>

    <title>A  title</title>
  </head>
  <article class="pm-article">

    {BODY}

  </article>

  <footer>
    <p>Papers</p>
  </footer>
</html>
"""
    assert squeezed(drawn) == (
        "<html>\n<head>\n<title>A  title</title>\n</head>\n"
        f'<article class="pm-article">\n{BODY}\n</article>\n'
        "<footer>\n<p>Papers</p>\n</footer>\n</html>\n"
    )


def test_an_article_in_a_body_does_not_end_it() -> None:
    body = "<div><article>\n\n  one</article>\n\n  two</div>"

    assert body in squeezed(f'<html>\n\n<article class="pm-article">{body}\n\n</article></html>')


def test_a_hand_written_page_stays_as_it_is() -> None:
    page = '<html>\n\n  <article class="md-typeset">\n\n  <pre>a\n\n  b</pre></article></html>'

    assert squeezed(page) == page

"""Texts tell their language and direction, and words of other scripts are set apart."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from pressmark.base.escaping import escape
from pressmark.base.html_tags import tags_in
from pressmark.base.languages import foreign_language, language_of
from pressmark.base.scripts import attributes, html, is_foreign, isolated, marked, speech
from tests.languages import TITLES


@pytest.mark.parametrize(
    ("text", "language", "is_rtl"),
    [
        ("Plain words", "", False),
        ("Naïve Bayes – a “study”, naïvely", "", False),
        ("Một nghiên cứu", "", False),
        ("β-VAE, µ and λ-calculus in ℝⁿ with ℵ₀", "", False),
        ("Tate–Ш groups", "", False),
        ("מבוא ללמידה עמוקה", "he", True),
        ("GPT-4 في التعليم العالي", "ar", True),
        ("استخدام Bidirectional Encoder Representations", "und-Arab", True),
        ("یادگیری ژرف", "fa", True),
        ("اردو میں تحقیق ٹھیک", "ur", True),
        ("Огляд методів", "uk", False),
        ("Обзор: пыль", "ru", False),
        ("Преглед метода", "und-Cyrl", False),
        ("Εισαγωγή στη μάθηση", "el", False),
        ("Transformer 模型综述", "zh", False),
        ("李 明", "", False),
        ("A study of 道 in texts", "", False),
        *((title, language, language == "ar") for title, language in TITLES.values()),
    ],
)
def test_the_letters_of_a_text_tell_its_language_and_direction(
    text: str, language: str, is_rtl: bool
) -> None:
    assert speech(text).language == language
    assert speech(text).is_rtl == is_rtl


@pytest.mark.parametrize(
    ("text", "told", "language"),
    [
        ("Über das Zählen", "German", "de"),
        ("The Counting of Lamps", "German", ""),  # a title in translation
        ("Counting Lamps", "Chinese", ""),
        ("東京大学", "Japanese", "ja"),
        ("東京大学の研究", "zh", "zh"),
        ("Преглед метода", "sr", "sr"),
        ("Counting Lamps", "en-GB", ""),
        ("Counting Lamps", "Klingon", ""),
        ("שלום עולם", "Klingon", "he"),
        ("שלום עולם", "yi", "yi"),
        ("등대의 수", "Korean", "ko"),
    ],
)
def test_a_record_s_language_decides_where_its_text_is_in_it(
    text: str, told: str, language: str
) -> None:
    assert speech(text, told).language == language


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        *(("de", "de"), ("German", "de"), ("DEU", "de"), ("ger", "de"), ("Deutsch", "de")),
        *(("ngerman", "de"), ("de-AT", "de"), ("pt_BR", "pt"), ("en-UK", "en"), ("iw", "he")),
        *(("zh-TW", "zh-Hant"), ("zh-Hans", "zh-Hans"), ("zh_CN", "zh-Hans"), ("zh", "zh")),
        *(("日本語", "ja"), ("ESPAÑOL", "es"), ("Chinese  (Simplified)", "zh")),
        *(("mul", None), ("Klingon", None), ("German; English", None), ("", None), ("x-y", None)),
    ],
)
def test_languages_are_known_by_their_codes_and_names(name: str, tag: str | None) -> None:
    language = language_of(name)

    assert (language and language.tag) == tag
    assert foreign_language(name) == (name if tag not in (None, "en") else "")


def test_words_of_another_script_are_set_apart_from_the_signs_around_them() -> None:
    assert html("See מבוא (חלק 1): 5 <b>, and ещё.") == (
        'See <bdi lang="he" dir="rtl">מבוא (חלק 1)</bdi>: 5 &lt;b&gt;, and '
        '<span lang="ru">ещё</span>.'
    )
    assert html("מבוא & GPT-4 и ёлка") == 'מבוא &amp; GPT-4 <span lang="ru">и ёлка</span>'


def test_a_text_among_others_says_what_it_is() -> None:
    assert isolated("דנה כהן") == Markup('<bdi lang="he" dir="rtl">דנה כהן</bdi>')
    assert isolated("Über Lampen", "de") == Markup('<span lang="de">Über Lampen</span>')
    assert isolated("Ada <Quill>") == "Ada <Quill>"
    assert attributes("דנה כהן") == Markup(' lang="he" dir="rtl"')


@given(st.text())
def test_html_of_any_text_says_it_and_nothing_else(text: str) -> None:
    shown = html(text)
    assert {tag.name for tag in tags_in(shown)} <= {"bdi", "span"}
    without = shown
    for name in ("bdi", "span"):
        start = f"<{name}"
        while start in without:
            before, _, after = without.partition(start)
            inside = after.partition(">")[2]
            without = before + inside.replace(f"</{name}>", "", 1)
    assert without == escape(text)
    assert (type(marked(text)) is Markup) == is_foreign(text)


def test_every_letter_that_is_written_from_right_to_left_is_known() -> None:
    unknown = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.bidirectional(chr(code)) in ("R", "AL")
        and unicodedata.category(chr(code)).startswith("L")
        and not speech(chr(code)).is_rtl
    ]
    assert unknown == []

"""Words of texts: how search compares them, and what Pagefind is given of them."""

from __future__ import annotations

import pytest

from pressmark.search.words import fed, is_pair, key, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łukasz’s naïve ﬁne–grained GPT-4V", "lukaszs naive fine grained gpt 4v"),
        ("机器学习", "机器 器学 学习"),
        ("猫", "猫"),
        ("「猫」と 犬", "猫 と犬"),
        ("使用BERT模型，2023年", "使用 bert 模型 2023 年"),
        ("深度学习 综述", "深度 度学 学习 习综 综述"),
        ("ＢＥＲＴ模型", "bert 模型"),
        ("々〆〇", "々〆 〆〇"),
        ("??? — * ー", ""),
    ],
)
def test_a_text_is_split_into_words_and_pairs(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ｻﾝｺﾞ", "サンゴ", id="half-width kana"),
        pytest.param("サーバー", "サーバ", id="a long vowel at the end"),
        pytest.param("サーバー接続", "サーバ接続", id="a long vowel before another script"),
        pytest.param("คุณภาพน้ำ", "คุณภาพนํ้า", id="a vowel in two parts"),
        pytest.param("น้า", "นา", id="a tone"),
        pytest.param("เเสง", "แสง", id="a vowel typed as two"),
        pytest.param("한국", "한국", id="Hangul in its parts"),
        pytest.param("심층 학습", "심층학습", id="another spacing"),
        pytest.param("佐藤　海斗", "佐藤海斗", id="a wide space"),
        pytest.param("㈱灯台", "(株)灯台", id="letters in one"),
        pytest.param("ไทย\u200bแลนด์", "ไทยแลนด์", id="a space of no width"),
        pytest.param("葛\U000e0100飾", "葛飾", id="a variant of a letter"),
    ],
)
def test_another_spelling_has_the_same_words(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("がく", "かく"), ("パン", "バン"), ("กิน", "กัน"), ("학습", "하스"), ("ビール", "ビル")],
)
def test_other_sounds_are_other_words(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_what_pagefind_is_given_has_no_mark_that_it_would_drop() -> None:
    beside: set[str] = set()
    given = fed("พิมพ์ใจ がくしゅう", beside) + "".join(beside)
    assert all(character.isalnum() or character == " " for character in given)


def test_one_letter_is_found_by_itself() -> None:
    beside: set[str] = set()
    fed("机器学习", beside)
    assert beside == set("机器学习")


@pytest.mark.parametrize(
    "sign", [chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum()]
)
def test_words_joined_by_a_sign_are_given_one_by_one(sign: str) -> None:
    beside: set[str] = set()
    given = fed(f"Lamp{sign}tide {sign}Lamp{sign} Tide", beside).split()
    if sign == "'":
        assert given == ["Lamp'tide", "'Lamp'", "Tide"]  # to Pagefind a sign inside is nothing
    else:
        assert given == ["lamp", "tide", f"{sign}Lamp{sign}", "Tide"]
        assert beside == {"lamptide"}


def test_no_sign_stands_between_words_that_follow_one_another() -> None:
    assert fed("lamps — and … tides", set()) == "lamps and tides"


def test_only_pairs_and_single_letters_are_pairs() -> None:
    assert all(map(is_pair, words("机器 猫 등대 แสง")))
    assert not any(map(is_pair, words("lamp 2023 naïve Ελλάδα корабль")))


def test_the_key_of_a_title_is_that_of_its_words() -> None:
    assert key("Lamps: a Survey") == key("lamps a  survey!") != key("lamps survey")
    assert key("机器学习") == key("机器 学习")

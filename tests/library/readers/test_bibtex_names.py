"""Names are parted as BibTeX parts them; what is none is said."""

from __future__ import annotations

import pytest

from pressmark.library.readers.bibtex_names import Name, names


def whole(name: Name) -> str:
    """A name with bars between its parts: given, particle, family, suffix; or as it is."""
    keys = ("given", "non-dropping-particle", "family", "suffix")
    return name.get("literal") or "|".join(name.get(key, "") for key in keys)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Ada Quill and Oar, Ben", ["Ada||Quill|", "Ben||Oar|"]),
        ("Jan van der Reef and de la Mare, Ana", ["Jan|van der|Reef|", "Ana|de la|Mare|"]),
        ("Mast y Vela, Eva", ["Eva||Mast y Vela|"]),
        ("Mast Vela, Eva and Al-Reef, Omar", ["Eva||Mast Vela|", "Omar||Al-Reef|"]),
        ("Oar, Jr., Ben and Ben Oar, Jr. and Oar III, Ben",
         ["Ben||Oar|Jr.", "Ben||Oar|Jr.", "Ben||Oar|III"]),
        ("{Nets and Ropes, Inc.} and {Port of {N}orth}", ["Nets and Ropes, Inc.", "Port of North"]),
        (r"\O{}re, Hans and \'Eva Mast and {\v{C}}apek, Jan",
         ["Hans||Øre|", "Éva||Mast|", "Jan||Čapek|"]),
        ("family=Quill, given=Ada and given=Jan, prefix=van, family=Reef",
         ["Ada||Quill|", "Jan|van|Reef|"]),
        ("王, 伟 and 山田太郎", ["伟||王|", "||山田太郎|"]),
        (r"Quill, Ada$^{2}$ and Ben Oar* and \textbf{Keel, Dan}",
         ["Ada||Quill|", "Ben||Oar|", "Dan||Keel|"]),
        ("Ada Quill AND and Ben Oar and ", ["Ada||Quill|", "Ben||Oar|"]),
        ("Plato", ["||Plato|"]),
        ("Oar, {E. Ben} and Quill, {A D}", ["E. Ben||Oar|", "A D||Quill|"]),
        ("Oar, Ben, and Quill, Ada", ["Ben||Oar|", "Ada||Quill|"]),
        (r"Nguy{\~{\^e}}n, V{\u a}n and {\c{S}}ahin, {\.I}lker and Se{\'a}n O'Oar",
         ["Văn||Nguyễn|", "İlker||Şahin|", "Seán||O'Oar|"]),
        (r"{Keeli{\'c}}, {\v{Z}}elda and {{\'E}cole Mast} and {Re{\v{c}}}, Ada",
         ["Želda||Keelić|", "École Mast", "Ada||Reč|"]),
        (r"Ada Quill \and Ben Oar", ["Ada||Quill|", "Ben||Oar|"]),
        ("Keel, Dan, Jr. and \"Quill, Ada\"", ["Dan||Keel|Jr.", "Ada||Quill|"]),
        (r"Th{\h{a}}o, {\h{\^o}} and Tr\uhorn{}ng, \ohorn", ["ổ||Thảo|", "ơ||Trưng|"]),
        ("Ben Oar, and Ada Quill", ["Ben||Oar|", "Ada||Quill|"]),
    ],
)  # fmt: skip
def test_names_have_their_parts(field: str, expected: list[str]) -> None:
    people, taken, more = names(field)
    assert ([whole(name) for name in people], taken, more) == (expected, [], False)


@pytest.mark.parametrize("others", ["others", "{others}", "et al.", r"\textit{et al.}", "Others"])
def test_others_are_noted(others: str) -> None:
    people, _, more = names(f"Quill, Ada and {others}")
    assert (len(people), more) == (1, True)


def test_titles_and_affiliations_are_taken_off() -> None:
    people, taken, _ = names("Dr. Ada Quill (Sea School) and Prof. Ben Oar PhD")
    assert [whole(name) for name in people] == ["Ada||Quill|", "Ben||Oar|"]
    assert taken == ["(Sea School)", "Dr.", "Prof.", "PhD"]


@pytest.mark.parametrize(
    "field",
    [
        "Quill, A. & Oar, B.",
        "Quill, A.; Oar, B.",
        "A. Quill, B. Oar, and C. Keel",
        "Quill, A, B, C",
    ],
)
def test_a_list_of_another_form_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="Quill"):
        names(field)

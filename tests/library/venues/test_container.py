"""What a source says that a work is in becomes a series, the year of an edition and a track."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.models import validated
from pressmark.library.paper import Paper
from pressmark.library.terms import Series
from pressmark.library.venues.editions import edition_of
from pressmark.library.venues.finder import SeriesFinder

LAMPS = Series(
    "days",
    "Lamp Days",
    "International Conference on the Counting of Lamps",
    aliases=("ICCL", "Lamp Nights"),
)
TIDES = Series("jt", "JT", "Journal of Tides and Tables", "journal")
WORKSHOP = Series("fog", "FOG", "Workshop on Fog and Horns")
# Another name of a series that everyone knows.
NIPS = Series("nips", "NIPS", aliases=("Advances in Neural Information Processing Systems",))
FINDER = SeriesFinder((LAMPS, TIDES, WORKSHOP))

MEETINGS = [
    # The number, the year, the place and the date of an edition are no part of its series.
    ("Proceedings of the 37th International Conference on Machine Learning", "ICML 2021"),
    ("Proc. of the Thirty-Seventh Int. Conf. on Machine Learning", "ICML 2021"),
    ("In: Proc. Int'l Conf. Mach. Learn.", "ICML 2021"),
    ("International Conference on Machine Learning", "ICML 2021"),
    ("37th ICML", "ICML 2021"),
    ("icml", "ICML 2021"),
    ("icml20", "ICML 2021"),
    ("ICML 2020", "ICML 2020"),
    ("ICML 2020 2021", "ICML 2020"),
    ("ICML-20", "ICML 2020"),
    ("ICML '98", "ICML 1998"),
    ("ICML 2021, Virtual Event, July 18-24, 2021", "ICML 2021"),
    ("Machine Learning, Proceedings of the Seventh International Conference (ICML 1990)",
     "ICML 1990"),
    ("8th International Conference on Learning Representations, ICLR 2020, Addis Ababa, Ethiopia, "
     "April 26-30, 2020", "ICLR 2020"),
    ("Computer Vision - ECCV 2020 - 16th European Conference, Glasgow, UK, August 23-28, 2020, "
     "Proceedings, Part I", "ECCV 2020"),
    ("X Int. Conf. on Information and Knowledge Management (ACM CIKM 2001 )", "CIKM 2001"),
    ("Proc. 10th Ann. ACM Symposium on Principles of Programming Languages", "POPL 2021"),
    ("kr89", "KR 2021"),
    ("tide21", "TIDE 2021"),
    ("tide7", "tide7 2021"),
    ("Proc. 12ᵗʰ Lamp Conference", "Lamp Conference 2021"),
    ("Proceedings, First International Conference on Lamp Plans",
     "International Conference on Lamp Plans 2021"),
    ("Proceedings of the 2nd Intern. Symposium on Lamps, LNCS Vol. 1927",
     "Intern. Symposium on Lamps 2021"),
    ("Lamp Life XII Proceedings of the Twelfth International Conference", "Lamp Life 2021"),
    ("Lecture Notes in Lamps 115", "Lecture Notes in Lamps 2021"),
    ("First Workshop on NLP for Conversational AI", "Workshop on NLP for Conversational AI 2021"),
    ("International Conference on Fog (Cat. No.98EX160)", "International Conference on Fog 2021"),
    ("Recordings of the Lamp Days", "Recordings of the Lamp Days 2021"),
    ("LAMP Papers and Proceedings", "LAMP Papers and Proceedings 2021"),
    ("Advances in Neural Information Processing Systems 33", "NeurIPS 2021"),
    ("CHI '20: Proceedings of the 2020 CHI Conference on Human Factors", "CHI 2020"),
    ("Proceedings of the 28th annual ACM SIGPLAN-SIGACT symposium on Principles of programming "
     "languages - POPL '01", "POPL 2001"),
    ("Conference on Automated Deduction CADE, Copenhagen, Denmark", "CADE 2021"),
    ("2013 IEEE/CVF Conference on Computer Vision and Pattern Recognition", "CVPR 2013"),
    # Those of the library's own file go by their full name too.
    ("Proceedings of the XII International Conference on the Counting of Lamps, Rome, Italy",
     "Lamp Days 2021"),
    ("Proc. Int. Conf. Counting Lamps", "Lamp Days 2021"),
    ("ICCL-19", "Lamp Days 2021"),
    ("Fourth Workshop on Fog and Horns (FOG 2019)", "FOG 2019"),
    # Parts of a conference are its tracks.
    ("Proceedings of the 59th Annual Meeting of the Association for Computational Linguistics and "
     "the 11th International Joint Conference on Natural Language Processing (Volume 1: Long "
     "Papers)", "ACL 2021 (Long Papers)"),
    ("Findings of the Association for Computational Linguistics: EMNLP 2020",
     "EMNLP 2020 (Findings)"),
    ("Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics (ACL "
     "2019) - System Demonstrations", "ACL 2019 (System Demonstrations)"),
    ("Annual Meeting of the Association for Computational Linguistics: Student Research Workshop",
     "ACL 2021 (Student Research Workshop)"),
    ("Extended Abstracts of the 2020 CHI Conference on Human Factors in Computing Systems",
     "CHI 2020 (Extended Abstracts)"),
    ("Companion Proceedings of the The Web Conference 2018", "WWW 2018 (Companion)"),
    ("Proceedings of the Neural Information Processing Systems Track on Datasets and Benchmarks",
     "NeurIPS 2021 (Datasets and Benchmarks)"),
    ("ICLR 2020 Workshop on Lamps", "ICLR 2020 (Workshop on Lamps)"),
    ("Workshop on Lamps at ICLR", "ICLR 2021 (Workshop on Lamps)"),
    ("Proceedings of the Second Workshop on Lamps, ICLR 2020", "ICLR 2020 (Workshop on Lamps)"),
    ("NIPS Deep Lamp Workshop", "NeurIPS 2021 (Deep Lamp Workshop)"),
    ("Proceedings of the IEEE/CVF Winter Conference on Applications of Computer Vision (WACV) "
     "Workshops", "WACV 2021 (Workshops)"),
    ("Second Workshop on Lamps (co-located with ICSE 2019)", "ICSE 2019 (Workshop on Lamps)"),
    ("Computer Vision – ACCV 2016 Workshops", "ACCV 2016 (Workshops)"),
    ("Lamps and Beyond: Workshop at the 34th Conference on Neural Information Processing Systems",
     "NeurIPS 2021 (Lamps and Beyond Workshop)"),
    ("Thirty-fifth Conference on Neural Information Processing Systems Datasets and Benchmarks "
     "Track (Round 2)", "NeurIPS 2021 (Datasets and Benchmarks Track)"),
    ("Findings of the Association for Computational Linguistics ACL 2020", "ACL 2020 (Findings)"),
    ("Lamps in Real Life (LRL), ICLR 2020 Workshop", "ICLR 2020 (Lamps in Real Life Workshop)"),
    # Others are called by the short name that they give themselves, or by their name.
    ("2020 IEEE International Conference on Lamps and Automation (ICLA)", "ICLA 2020"),
    ("Proc. of the International Conference on Lamps (ICL 2020)", "ICL 2020"),
    ("DPL '13: Proceedings of the Second Workshop on Lamps", "DPL 2013"),
    ("Proceedings of the 2nd ACM SIGPLAN symposium on Lantern - Lantern '09", "Lantern 2009"),
    ("The 3rd Night Workshop on Lamps", "Night Workshop on Lamps 2021"),
    ("Proceedings of the Third Nordic Symposium on Lamps, Edited by B. Oar",
     "Nordic Symposium on Lamps 2021"),
    ("Lamps and Tides: Proceedings of the 4th International Conference", "Lamps and Tides 2021"),
    ("International Symposium on Lamps, Boston, MA, USA, May 3-5, 2019",
     "International Symposium on Lamps 2019"),
    ("Symposium on Fairness, Lamps, and Decentralized Tides",
     "Symposium on Fairness, Lamps, and Decentralized Tides 2021"),
    ("International Conference on Fifth Generation Lamps",
     "International Conference on Fifth Generation Lamps 2021"),
    # A short name that a well-known series has too, but not for this.
    ("European Conference on Cognition of Lamps (ECC)",
     "European Conference on Cognition of Lamps 2021"),
    ("Fifth IASTED International Conference on Lamps",
     "IASTED International Conference on Lamps 2021"),
    ("International Workshop on Lamps, Pont-à-Tide", "International Workshop on Lamps, Pont-à-Tide "
     "2021"),
    ("LOST 2014 - Proceedings of the 6th Conference on Tides, HARBOR, Rome", "LOST 2014"),
    ("Proceedings of the December 5-7, 1972, fall joint lamp conference",
     "fall joint lamp conference 1972"),
    ("Tides and Lamps (TILA), 2012 Sixth International Conference On", "TILA 2012"),
    ("Proceedings of Tides 2020", "Proceedings of Tides 2020"),
    ("Proceedings", "Proceedings 2021"),
]  # fmt: skip
JOURNALS = [
    ("Science (New York, N.Y.)", "Science 2021"),
    ("science", "Science 2021"),
    ("Lamps (London, England)", "Lamps 2021"),
    ("Physical Lamp Review D (Particles and Fields)",
     "Physical Lamp Review D (Particles and Fields) 2021"),
    ("2D Lamps 1999", "2D Lamps 1999 2021"),
    ("Proceedings of the National Academy of Lamps", "Proceedings of the National Academy of Lamps "
     "2021"),
    ("Proceedings of the National Academy of Sciences, USA", "PNAS 2021"),
    ("Proceedings of the National Academy of Sciences, India",
     "Proceedings of the National Academy of Sciences, India 2021"),
    ("Proceedings of the IEEE", "Proceedings of the IEEE 2021"),
    ("Phys. Rev. Lett.", "Physical Review Letters 2021"),
    ("Phys.Rev.D", "Physical Review D 2021"),
    ("Information Theory, IEEE Transactions on", "IEEE Transactions on Information Theory 2021"),
    ("CHI '04: CHI '04 extended abstracts on Human factors in computing systems",
     "CHI 2004 (Extended abstracts)"),
    ("J Neurosci", "Journal of Neuroscience 2021"),
    ("J. Tides Tables", "JT 2021"),
    ("The Journal of Tides & Tables", "JT 2021"),
    ("Proceedings of the AAAI Conference on Artificial Intelligence", "AAAI 2021"),
    ("Advances in neural information processing systems", "NeurIPS 2021"),
    ("Information Retrieval: A Critical View", "Information Retrieval: A Critical View 2021"),
]  # fmt: skip
BOOKS = [
    ("The Foundations of Lamps, Tides, and Fog", "The Foundations of Lamps, Tides, and Fog 2021"),
    ("Lamps: Toward the Year 2000", "Lamps: Toward the Year 2000 2021"),
    ("Principles of Programming Languages", "Principles of Programming Languages 2021"),
    ("Computer Vision – ECCV 2020", "ECCV 2020"),
    ("Proceedings of the 5th Conference on Lamps", "Conference on Lamps 2021"),
]


def venue(title: str, kind: str = "paper-conference", published: str = "2021") -> str:
    return str(FINDER.venue(title, kind, published))


@pytest.mark.parametrize(("title", "expected"), MEETINGS)
def test_editions_of_a_conference_are_one_series(title: str, expected: str) -> None:
    assert venue(title) == expected


@pytest.mark.parametrize(("title", "expected"), JOURNALS)
def test_a_journal_has_its_whole_name_and_the_year_of_publication(
    title: str, expected: str
) -> None:
    assert venue(title, "article-journal") == expected


@pytest.mark.parametrize(("title", "expected"), BOOKS)
def test_a_book_keeps_its_title_unless_it_is_the_proceedings_of_a_conference(
    title: str, expected: str
) -> None:
    assert venue(title, "chapter") == expected


def test_the_librarys_own_name_of_a_well_known_series_goes_first() -> None:
    finder = SeriesFinder((NIPS,))
    for title in ("NeurIPS", "Neural Information Processing Systems", "NIPS 2021"):
        assert str(finder.venue(title, "paper-conference", "2021")) == "NIPS 2021"


@pytest.mark.parametrize(
    ("volume", "kind", "expected"),
    [
        ("D99", "article-journal", "Physical Review D 2021"),
        ("99", "article-journal", "Physical Review 2021"),
        ("Q9", "article-journal", "Physical Review 2021"),
        ("D99", "chapter", "Phys. Rev. 2021"),
    ],
)
def test_the_section_of_a_journal_may_be_in_its_volume(
    volume: str, kind: str, expected: str
) -> None:
    facts = {"id": "x", "title": "Lamps", "date": "2021", "container": "Phys. Rev."}
    paper = validated(Paper, facts | {"volume": volume, "kind": kind})
    assert FINDER.venue_of(paper) == expected


def test_a_short_name_that_one_title_gives_holds_for_the_other_titles_of_a_source() -> None:
    titles = (
        "2020 IEEE International Conference on Lamps and Automation (ICLA)",
        "Proceedings of the 3rd International Conference on Lamps and Automation, Rome, Italy",
        "ICLA '19",
        "ICLA 2018 Workshop on Fog",
        "First Symposium on Automation of Horns (WAH 2017)",
        "Symposium on Automation of Horns (WHO 2018)",
        "Symposium on Automation of Horns",
        "6th IEEE International Conference (LAST 2016)",
        "IEEE International Conference, Oslo, Norway",
    )
    papers = [
        validated(Paper, {"id": "x", "title": "L", "container": title, "kind": "paper-conference"})
        for title in titles
    ]
    finder = FINDER.taught(papers)
    assert [finder.venue_of(paper) for paper in papers] == [
        "ICLA 2020",
        "ICLA",
        "ICLA 2019",
        "ICLA 2018 (Workshop on Fog)",
        "WAH 2017",
        "WHO 2018",
        "Symposium on Automation of Horns",
        "LAST 2016",
        "IEEE International Conference",
    ]


def test_without_a_year_a_venue_has_none() -> None:
    assert venue("International Conference on Machine Learning", published="") == "ICML"
    assert venue("", published="2021") == ""


TITLES = st.lists(
    st.sampled_from(
        """Proceedings of the 37th Third In Conference Workshop Workshops on at Lamps (ICL ICML
        ICLR) 2020 '21 , , : - Findings Volume 1: Papers) (Long XXI USA Rome July Journal &
        Science Nature I. and""".split()
    ),
    max_size=14,
).map(" ".join) | st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=60)
KINDS = st.sampled_from(("paper-conference", "article-journal", "chapter", ""))


@given(TITLES, KINDS, st.sampled_from(("", "2021")))
def test_any_title_has_a_venue_and_any_venue_an_edition(
    title: str, kind: str, published: str
) -> None:
    text = venue(title, kind, published)
    assert bool(text) == bool(title.split())
    if text:
        assert edition_of(text, kind, published, FINDER).series.label


@pytest.mark.parametrize(
    "title",
    ["(" * 400, "Proc. " * 80, "a, " * 160, "1st " * 120, "- " * 240, "x" * 5000, "at " * 160],
)
def test_a_long_title_is_read_all_the_same(title: str) -> None:
    assert venue(title)

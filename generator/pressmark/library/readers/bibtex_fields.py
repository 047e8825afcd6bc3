"""What BibTeX and biblatex call kinds of works and their facts, and what a record calls them."""

from __future__ import annotations

from pressmark.library.paper import plain_keys

Fields = dict[str, str]

# CSL's item type of each kind of entry; `@misc` and unknown kinds are none in particular.
KINDS = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "periodical": "periodical",
    "book": "book",
    "mvbook": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "mvcollection": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "manual": "book",
    "reference": "book",
    "mvreference": "book",
    "incollection": "chapter",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "techreport": "report",
    "report": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "patent": "patent",
    "standard": "standard",
    "dataset": "dataset",
    "software": "software",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "review": "review",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
    "legal": "treaty",
    "letter": "personal_communication",
    "image": "graphic",
    "artwork": "graphic",
    "music": "song",
    "audio": "song",
    "movie": "motion_picture",
    "video": "motion_picture",
    "performance": "performance",
}
# Entries that are no papers, but may say something of those that refer to them.
NO_PAPERS = frozenset({"set", "xdata"})
VOLUMES = frozenset({"proceedings", "mvproceedings", "collection", "mvcollection"})
BOOKS = frozenset({"book", "mvbook"})
DEGREES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis",
           "mathesis": "Master's thesis"}  # fmt: skip
# Kinds whose `number` is that of an issue; elsewhere it counts reports, patents or volumes of a
# series.
WITH_ISSUES = frozenset(
    ("", "article", "article-journal", "article-magazine", "article-newspaper", "paper-conference",
     "periodical", "review")
)  # fmt: skip

PLAIN_KEYS = plain_keys("bibtex")
# By the key of an item: where it may be in an entry, the first that is.
FIELDS = {
    "title": ("title",),
    "container-title": ("booktitle", "journaltitle", "journal"),
    "publisher": ("publisher", "school", "institution", "organization"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "page": ("pages", "eid", "articleno"),
    "keyword": ("keywords", "keyword", "tags", "mendeley-tags"),
    "abstract": ("abstract",),
    **{key: (PLAIN_KEYS[name],) for name, key in plain_keys("csl").items() if name in PLAIN_KEYS},
}
FIELDS["publisher-place"] += ("location", "city")
FIELDS["language"] += ("langid",)
SUBTITLES = {"title": "subtitle", "booktitle": "booksubtitle", "journaltitle": "journalsubtitle",
             "journal": "journalsubtitle"}  # fmt: skip
# What of an entry is shown as its note, in this order.
NOTES = (
    "howpublished",
    "note",
    "addendum",
    "titleaddon",
    "issuetitle",
    "award",
    "chapter",
    "collaboration",
)
# How it is shown where the text alone would say too little.
WORDINGS = {
    "chapter": "chapter {}",
    "collaboration": "{} Collaboration",
}
# Links by the fields that people put them in.
LINKS = {
    "pdf": "pdf",
    "code": "code",
    "github": "code",
    "software": "code",
    "video": "video",
    "slides": "slides",
    "poster": "poster",
    "website": "website",
    "project": "project",
    "data": "data",
    "dataset": "data",
    "media": "media",
    "html": "html",
    "preprint": "preprint",
}
# Where a work is at an archive, by what an entry or its e-print calls it.
ARCHIVES = {
    "pmid": ("pubmed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "pubmed": ("pubmed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "pmcid": ("pmc", "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/"),
    "pmc": ("pmc", "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/"),
    "hal": ("hal", "https://hal.science/{}"),
    "jstor": ("jstor", "https://www.jstor.org/stable/{}"),
}
# What an entry does not take over from the one that it refers to.
OWN = frozenset(
    """title subtitle titleaddon shorttitle author doi url eprint pages abstract xdata
    crossref""".split()
)
DATES = ("date", "year", "month", "day")
# Fields of which something is read.
READ = frozenset(
    (
        *(name for names in FIELDS.values() for name in names),
        *SUBTITLES.values(),
        *NOTES,
        *LINKS,
        *ARCHIVES,
        *DATES,
        *"""author author+an:orcid editor translator doi url urldate eprint eprinttype eprintclass
        ee archiveprefix primaryclass arxiv arxivid crossref xdata ids eventdate pubstate part type
        entrysubtype key selected""".split(),
    )
)

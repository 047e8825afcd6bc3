"""The library in; how the library itself is cited and found as a data set out: `CITATION.cff`
(Citation File Format 1.2.0) and schema.org's `Dataset`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.licenses import license_of
from pressmark.base.words import counted
from pressmark.exports.data.table import can_write_parquet
from pressmark.library.dates import last_added

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.site.settings import Site


def citation(library: Library, site: Site) -> bytes:
    """`CITATION.cff`; its release is dated by the record that was added last."""
    import yaml  # few builds write a file of this kind anew

    terms = license_of(site.license)
    values = {
        "cff-version": "1.2.0",
        "message": "If this library helped you, please cite it, and the papers themselves.",
        "type": "dataset",
        "title": site.name,
        "abstract": site.description,
        "authors": [{"name": f"Curators of {site.name}"}],
        "url": site.url if site.has_address else "",
        "repository-code": site.repository if "://" in site.repository else "",
        "license": terms.id,
        "license-url": "" if terms.id else terms.address,
        "date-released": last_added(library.papers.values()),
    }
    return yaml.dump(
        {name: value for name, value in values.items() if value},
        Dumper=yaml.CSafeDumper,
        sort_keys=False,
        allow_unicode=True,
        encoding="utf-8",
    )


def dataset(library: Library, site: Site) -> dict[str, Any]:
    """The library as a schema.org `Dataset`, for the head of the home page: what search engines for
    data ask for (https://developers.google.com/search/docs/appearance/structured-data/dataset)."""
    papers = counted(len(library.papers), "paper")
    forms = [
        ("application/json", "papers.json"),
        ("application/gzip", "papers.jsonl.gz"),
        ("text/csv", "papers.csv"),
    ]
    if has_parquet(site):
        forms.append(("application/vnd.apache.parquet", "papers.parquet"))
    values = {
        "@type": "Dataset",
        "@id": f"{site.url}#dataset",
        "name": site.name,
        "description": (
            f"{site.description.rstrip('.')}. {papers} with authors, date, venue, identifiers, "
            "themes, tags and a summary in one sentence."
        ),
        "url": site.url,
        "license": license_of(site.license).address or site.license,
        "creator": {"@type": "Organization", "name": f"Curators of {site.name}", "url": site.url},
        "dateModified": last_added(library.papers.values()),
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "keywords": [theme.label for theme in library.themes.values()],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": form,
                "contentUrl": f"{site.url}data/{name}",
            }
            for form, name in forms
        ],
    }
    return {name: value for name, value in values.items() if value}


def has_parquet(site: Site) -> bool:
    """Whether the site offers its data as Parquet: it is wanted, and can be written."""
    return site.parquet and can_write_parquet()

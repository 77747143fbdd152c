"""The fields that describe a publication, alike for the record as imported and for the citation made of records."""

from django.db import models

FIELDS = (
    "type",
    "title",
    "authors",
    "year",
    "container",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "isbn_issn",
    "abstract",
    "keywords",
    "language",
    "url",
)


class Bibliographic(models.Model):
    """Text without limits of length: what a file says is kept, however odd."""

    type = models.TextField(blank=True)
    title = models.TextField(blank=True)
    authors = models.TextField(blank=True, help_text="Family, Given; Family, Given")
    year = models.TextField(blank=True)
    container = models.TextField("journal or book", blank=True)
    volume = models.TextField(blank=True)
    issue = models.TextField(blank=True)
    pages = models.TextField(blank=True)
    doi = models.TextField("DOI", blank=True)
    pmid = models.TextField("PMID", blank=True)
    isbn_issn = models.TextField("ISBN or ISSN", blank=True)
    abstract = models.TextField(blank=True)
    keywords = models.TextField(blank=True, help_text="one; another")
    language = models.TextField(blank=True)
    url = models.TextField("URL", blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title or "[no title]"

    @property
    def first_author(self) -> str:
        return self.authors.partition(";")[0].partition(",")[0].strip()

    @property
    def short(self) -> str:
        """Family name and year, as the queue and the matrix name it."""
        return f"{self.first_author or 'Anonymous'} {self.year[:4] or 'n.d.'}"

    @property
    def source_line(self) -> str:
        """Journal volume(issue): pages, leaving out what is not known."""
        where = f"{self.container} {self.volume}".strip()
        where += f"({self.issue})" if self.issue else ""
        return f"{where}: {self.pages}" if self.pages else where

    @property
    def keyword_list(self) -> list[str]:
        return [word for word in map(str.strip, self.keywords.split(";")) if word]

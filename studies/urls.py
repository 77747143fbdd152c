"""Addresses of studies, below /r/<slug>/."""

from django.urls import URLPattern, path

from studies.views import batch, citations, dropping, search

searching: list[URLPattern] = [
    path("search/", search.search, name="search"),
    path("search/rounds/open/", search.open_round, name="open_round"),
    path("search/rounds/<int:number>/", search.search_round, name="search_round"),
    path("search/rounds/<int:number>/edit/", search.edit_round, name="edit_round"),
    path("search/rounds/<int:number>/drop/", dropping.drop_files, name="drop_files"),
    path("search/rounds/<int:number>/files/", dropping.staged_files, name="staged_files"),
    path("search/rounds/<int:number>/files/read/", dropping.reread_files, name="reread_files"),
    path("search/rounds/<int:number>/files/load/", dropping.load_files, name="load_files"),
    path("search/rounds/<int:number>/files/discard/", dropping.discard_files, name="discard_files"),
    path("search/batches/<int:number>/", batch.batch, name="batch"),
    path("search/batches/<int:number>/rejected.csv", batch.rejected_entries, name="rejected_entries"),
    path("search/batches/<int:number>/file/", batch.batch_file, name="batch_file"),
    path("search/batches/<int:number>/resume/", batch.resume_loading, name="resume_loading"),
]

citing: list[URLPattern] = [
    path("citations/", citations.citations, name="citations"),
    path("citations/<int:number>/", citations.citation, name="citation"),
]

urlpatterns = [*searching, *citing]

"""What a site admin may look at; votes are not among it."""

from django.contrib import admin

from reviews.admin import ReadOnly
from studies.models import Batch, Document, SearchRound

admin.site.register([SearchRound, Batch, Document], ReadOnly)

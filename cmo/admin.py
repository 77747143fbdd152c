"""What a site admin may look at; votes are not among it."""

from django.contrib import admin

from cmo.models import Configuration
from reviews.admin import ReadOnly

admin.site.register([Configuration], ReadOnly)

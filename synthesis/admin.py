"""What a site admin may look at; votes are not among it."""

from django.contrib import admin

from reviews.admin import ReadOnly
from synthesis.models import Explanation

admin.site.register([Explanation], ReadOnly)

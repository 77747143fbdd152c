"""Addresses of synthesis, below /r/<slug>/."""

from django.urls import path

from synthesis.views import explanations as board
from synthesis.views import figure

urlpatterns = [
    path("explanations/", board.explanations, name="explanations"),
    path("explanations/new/", board.explanation_add, name="explanation_add"),
    path("explanations/begin/", board.explanations_begin, name="explanations_begin"),
    path("explanations/figure/", figure.theory_figure, name="theory_figure"),
    path("explanations/figure/draw/", figure.theory_draw, name="theory_draw"),
    path("explanations/<int:number>/edit/", board.explanation_edit, name="explanation_edit"),
    path("explanations/<int:number>/remove/", board.explanation_remove, name="explanation_remove"),
    path("explanations/<int:number>/bring-back/", board.explanation_bring_back, name="explanation_bring_back"),
    path("explanations/place/<int:number>/", board.configuration_place, name="configuration_place"),
    path("explanations/move/<int:number>/", board.configuration_move, name="configuration_move"),
]

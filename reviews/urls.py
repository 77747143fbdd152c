"""Addresses of reviews: those below /r/<slug>/, and the doors to them."""

from django.urls import path

from reviews.views import files, invitations, jobs, people, report, reviews, theory, trail

urlpatterns = [
    path("settings/", reviews.settings, name="settings"),
    path("settings/save/", reviews.save_settings, name="save_settings"),
    path("theory/", theory.theory, name="theory"),
    path("theory/statements/write/", theory.write_statement, name="write_statement"),
    path("theory/statements/<int:number>/", theory.statement, name="statement"),
    path("theory/statements/<int:number>/edit/", theory.edit_statement, name="edit_statement"),
    path("theory/statements/<int:number>/retire/", theory.retire_statement, name="retire_statement"),
    path("theory/statements/<int:number>/bring-back/", theory.bring_back_statement, name="bring_back_statement"),
    path("theory/freeze/", theory.freeze_version, name="freeze_version"),
    path("theory/versions/<int:number>/", theory.theory_version, name="theory_version"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw_invitation, name="withdraw_invitation"),
    path("people/<int:pk>/role/", people.change_role, name="change_role"),
    path("people/<int:pk>/take-out/", people.take_out, name="take_out"),
    path("people/<int:pk>/take-back/", people.take_back, name="take_back"),
    path("trail/", trail.trail, name="trail"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/stop/", jobs.stop_job, name="stop_job"),
    path("report/", report.report, name="report"),
    path("report/<slug:name>.<slug:ending>", report.download, name="download"),
    path("report/<slug:name>.<slug:ending>/make/", files.make_file, name="make_file"),
    path("report/files/<int:pk>/", files.made_file, name="made_file"),
    path("report/files/<int:pk>/again/", files.make_again, name="make_again"),
    path("report/files/<int:pk>/take/", files.take_file, name="take_file"),
]

site_urlpatterns = [
    path("new/", reviews.new_review, name="new_review"),
    path("new/address/", reviews.offered_slug, name="offered_slug"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/join/", invitations.join, name="join"),
    path("invitation/<str:token>/accept/", invitations.accept_invitation, name="accept_invitation"),
]

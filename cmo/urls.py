"""Addresses of cmo, below /r/<slug>/."""

from django.urls import path

from cmo.views import configurations, documents, evidence, reader, tray

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/passages/", evidence.passages, name="passages"),
    path("documents/<int:number>/", documents.document, name="document"),
    path("documents/<int:number>/text/", documents.add_text, name="add_text"),
    path("documents/<int:number>/priority/", documents.prioritise, name="prioritise"),
    path("documents/<int:number>/read/", reader.read, name="read"),
    path("documents/<int:number>/find/", reader.find_quotation, name="find_quotation"),
    path("documents/<int:number>/mark/", tray.mark, name="mark"),
    path("documents/<int:number>/tray/undo/", tray.undo_tray, name="undo_tray"),
    path("documents/<int:number>/tray/make/", tray.make, name="make_configuration"),
    path("documents/<int:number>/tray/<int:pk>/take-out/", tray.take_out, name="take_out_of_tray"),
    path("documents/<int:number>/tray/<int:pk>/restate/", tray.restate, name="restate"),
    path("documents/<int:number>/attach/", evidence.attach, name="attach"),
    path("documents/<int:number>/attach/<int:configuration>/", evidence.attach_to, name="attach_to"),
    path("configurations/", configurations.configurations, name="configurations"),
    path("configurations/new/", configurations.new_configuration, name="new_configuration"),
    path("configurations/<int:number>/", configurations.configuration, name="configuration"),
    path("configurations/<int:number>/edit/", configurations.edit, name="edit_configuration"),
    path("configurations/<int:number>/remove/", configurations.remove, name="remove_configuration"),
    path("configurations/<int:number>/bring-back/", configurations.bring_back, name="bring_back_configuration"),
    path("configurations/<int:number>/detach/<int:pk>/", evidence.detach, name="detach"),
]

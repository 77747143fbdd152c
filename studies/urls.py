"""Addresses of studies, below /r/<slug>/."""

from django.urls import URLPattern, path, register_converter

from studies.addresses import StageConverter
from studies.models import Stage
from studies.views import (
    agreement,
    batch,
    calibration,
    carrying,
    citation,
    citations,
    clusters,
    columns,
    conflicts,
    criteria,
    dropping,
    judging,
    keeping,
    labelling,
    mending,
    policies,
    preview,
    queue,
    records,
    reopening,
    screen,
    search,
    selecting,
    stopping,
    withdrawing,
    workload,
)

register_converter(StageConverter, "stage")

searching: list[URLPattern] = [
    path("search/", search.search, name="search"),
    path("search/log/", search.search_log, name="search_log"),
    path("search/rounds/open/", search.open_round, name="open_round"),
    path("search/rounds/<int:number>/", search.search_round, name="search_round"),
    path("search/rounds/<int:number>/edit/", search.edit_round, name="edit_round"),
    path("search/rounds/<int:number>/drop/", dropping.drop_files, name="drop_files"),
    path("search/rounds/<int:number>/files/", preview.staged_files, name="staged_files"),
    path("search/rounds/<int:number>/files/<int:key>/", preview.staged_file, name="staged_file"),
    path("search/rounds/<int:number>/files/<int:key>/stop/", preview.stop_looking, name="stop_looking"),
    path("search/rounds/<int:number>/files/read/", dropping.reread_files, name="reread_files"),
    path("search/rounds/<int:number>/files/load/", dropping.load_files, name="load_files"),
    path("search/rounds/<int:number>/files/discard/", dropping.discard_files, name="discard_files"),
    path("search/rounds/<int:number>/files/<int:key>/columns/", columns.staged_columns, name="staged_columns"),
    path("search/rounds/<int:number>/files/<int:key>/columns/read/", columns.read_columns, name="read_columns"),
    path("search/batches/<int:number>/", batch.batch, name="batch"),
    path("search/batches/<int:number>/withdraw/", withdrawing.withdraw_batch, name="withdraw_batch"),
    path("search/batches/<int:number>/bring-back/", withdrawing.bring_back_batch, name="bring_back_batch"),
    path("search/batches/<int:number>/edit/", batch.batch_edit, name="batch_edit"),
    path("search/batches/<int:number>/edit/save/", batch.edit_batch, name="edit_batch"),
    path("search/batches/<int:number>/rejected.csv", mending.rejected_entries, name="rejected_entries"),
    path("search/batches/<int:number>/rejected.txt", mending.rejected_text, name="rejected_text"),
    path("search/batches/<int:number>/mend/", mending.mend_file, name="mend_file"),
    path("search/batches/<int:number>/mend/<int:key>/", mending.mend_entry, name="mend_entry"),
    path("search/batches/<int:number>/carry/", carrying.carry_over, name="carry_over"),
    path("search/batches/<int:number>/carry/<int:key>/back/", carrying.take_back_carried, name="take_back_carried"),
    path("search/batches/<int:number>/file/", batch.batch_file, name="batch_file"),
    path("search/batches/<int:number>/resume/", batch.resume_loading, name="resume_loading"),
]

citing: list[URLPattern] = [
    path("records/", records.records, name="records"),
    path("citations/", citations.citations, name="citations"),
    path("citations/filters/", citations.citation_filters, name="citation_filters"),
    path("citations/filters/save/", keeping.save_filter, name="save_filter"),
    path("citations/filters/<int:key>/remove/", keeping.remove_filter, name="remove_filter"),
    path("citations/export.<str:ending>", citations.export_citations, name="export_citations"),
    path("citations/select/", selecting.select_citations, name="select_citations"),
    path("citations/take/", citations.take_citations, name="take_citations"),
    path("citations/label/", labelling.label_citations, name="label_citations"),
    path("citations/labellings/<int:key>/undo/", labelling.undo_labelling, name="undo_labelling"),
    path("citations/<int:number>/", citation.citation, name="citation"),
    path("citations/<int:number>/correct/", citation.correct_citation, name="correct_citation"),
    path("citations/<int:number>/restore/", citation.restore_words, name="restore_words"),
]

screening: list[URLPattern] = [
    path("screen/title-abstract/", screen.screen, {"stage": Stage.TITLE_ABSTRACT.value}, name="screen_title_abstract"),
    path("screen/full-text/", screen.screen, {"stage": Stage.FULL_TEXT.value}, name="screen_full_text"),
    path("screen/criteria/", criteria.criteria, name="criteria"),
    path("screen/criteria/write/", criteria.write_criteria, name="write_criteria"),
    path("screen/criteria/second-look/", criteria.worth_another_look, name="worth_another_look"),
    path("screen/policy/", policies.policies, name="policies"),
    path("screen/policy/<stage:stage>/", policies.change_policy, name="change_policy"),
    path("screen/workload/", workload.workload, name="workload"),
    path("screen/workload/<stage:stage>/share/", workload.share, name="share_out"),
    path("screen/workload/<stage:stage>/everybody/", workload.leave_to_everybody, name="leave_to_everybody"),
    path("screen/workload/<stage:stage>/list/", workload.by_list, name="assign_by_list"),
    path("screen/reopen/", reopening.reopen_decisions, name="reopen_decisions"),
    path("screen/reopened/<int:key>/close/", reopening.close_reopened, name="close_reopened"),
    path("screen/<stage:stage>/stopping/", stopping.stopping, name="stopping"),
    path("screen/<stage:stage>/stopping/stop/", stopping.stop_screening, name="stop_screening"),
    path("screen/<stage:stage>/stopping/go-on/", stopping.resume_screening, name="resume_screening"),
    path("screen/<stage:stage>/undo/", screen.undo, name="undo_decision"),
    path("screen/<stage:stage>/<int:number>/", screen.screen_citation, name="screen_citation"),
    path("screen/<stage:stage>/<int:number>/decide/", screen.decide, name="decide"),
    path("screen/<stage:stage>/<int:number>/skip/", queue.skip, name="skip_citation"),
    path("screen/<stage:stage>/<int:number>/hold/", queue.hold, name="hold_citation"),
    path("screen/<stage:stage>/<int:number>/label/", screen.label_screened, name="label_screened"),
    path("screen/<stage:stage>/order/", queue.choose_order, name="choose_order"),
    path("conflicts/", conflicts.conflicts, name="conflicts"),
    path("conflicts/<stage:stage>/<int:number>/", conflicts.conflict, name="conflict"),
    path("conflicts/<stage:stage>/<int:number>/settle/", conflicts.settle, name="settle_conflict"),
    path("conflicts/<stage:stage>/<int:number>/propose/", conflicts.propose, name="propose_settlement"),
    path("conflicts/<stage:stage>/<int:number>/agree/<int:key>/", conflicts.agree, name="agree_conflict"),
]

agreeing: list[URLPattern] = [
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/<stage:stage>/<int:first>/<int:second>/", agreement.agreement_pair, name="agreement_pair"),
    path(
        "agreement/<stage:stage>/<int:first>/<int:second>/citations/",
        agreement.compared_citations,
        name="compared_citations",
    ),
    path("screen/calibration/", calibration.calibration, name="calibration"),
    path("screen/calibration/open/", calibration.open_round, name="open_calibration"),
    path("screen/calibration/<int:number>/close/", calibration.close_round, name="close_calibration"),
]

duplicates: list[URLPattern] = [
    path("duplicates/", judging.duplicates, name="duplicates"),
    path("duplicates/pairs/<int:a>/<int:b>/", judging.duplicate_pair, name="duplicate_pair"),
    path("duplicates/pairs/<int:a>/<int:b>/judge/", judging.judge_pair, name="judge_pair"),
    path("duplicates/undo/", judging.undo_judgement, name="undo_judgement"),
    path("duplicates/joined/", clusters.joined, name="joined"),
    path("duplicates/joined/<int:number>/", clusters.joined_record, name="joined_record"),
    path("duplicates/joined/<int:number>/take-apart/", clusters.take_apart, name="take_apart"),
    path("duplicates/clusters/", clusters.clusters, name="clusters"),
    path("duplicates/clusters/<int:number>/", clusters.cluster, name="cluster"),
    path("duplicates/clusters/put-together/", clusters.put_together, name="put_together"),
    path("duplicates/links/", clusters.links, name="links"),
]

urlpatterns = [*duplicates, *searching, *citing, *screening, *agreeing]

"""Addresses of the hotline, under /hotline/."""

from django.urls import path

from yinqiao.areas.hotline.views import clusters, orders, sheets

app_name = "hotline"
urlpatterns = [
    path("", orders.orders, name="orders"),
    path("orders/<uuid:order_id>/", orders.order, name="order"),
    path("sheets/", sheets.batches, name="batches"),
    path("sheets/new/", sheets.upload, name="upload"),
    path("sheets/<uuid:batch_id>/", sheets.batch, name="batch"),
    path("sheets/<uuid:batch_id>/answer/", sheets.answer, name="answer"),
    path("sheets/<uuid:batch_id>/files/<slug:number>/", sheets.file, name="file"),
    path("clusters/", clusters.clusters, name="clusters"),
    path("clusters/<uuid:cluster_id>/", clusters.cluster, name="cluster"),
    path("clusters/<uuid:cluster_id>/take/", clusters.take, name="take"),
    path("clusters/<uuid:cluster_id>/dismiss/", clusters.dismiss, name="dismiss"),
]

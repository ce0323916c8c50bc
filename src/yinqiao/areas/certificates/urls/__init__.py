"""Addresses of certificates, under /certificates/; beside them those of whoever holds one, and of its person."""

from django.urls import path

from yinqiao.areas.certificates.views import certificate, person, refused, register

app_name = "certificates"
urlpatterns = [
    path("", register.certificates, name="certificates"),
    path("refused/", refused.refused, name="refused"),
    path("seals/", register.seals, name="seals"),
    path("seals/uses/", register.uses, name="uses"),
    path("seals/<slug:code>/", register.permit, name="permit"),
    path("people/<uuid:retiree_id>/", person.of_person, name="of_person"),
    path("people/<uuid:retiree_id>/<slug:code>/", person.issue, name="issue"),
    path("<uuid:certificate_id>/", certificate.certificate, name="certificate"),
    path("<uuid:certificate_id>/file/", certificate.file, name="file"),
    path("<uuid:certificate_id>/ofd/", certificate.ofd, name="ofd"),
    path("<uuid:certificate_id>/seal/", certificate.seal, name="seal"),
    path("<uuid:certificate_id>/decline/", certificate.decline, name="decline"),
    path("<uuid:certificate_id>/revoke/", certificate.revoke, name="revoke"),
    path("<uuid:certificate_id>/reissue/", certificate.reissue, name="reissue"),
]

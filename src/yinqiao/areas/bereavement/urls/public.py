"""The address for a family with a code, under /public/after-a-death/: without sign-in."""

from django.urls import path

from yinqiao.areas.bereavement.views import family

app_name = "bereavement_public"
urlpatterns = [path("", family.family, name="family")]

"""Address of the own results in the portal for retirees."""

from django.urls import path

from yinqiao.areas.party_reviews import portal

app_name = "myreview"
urlpatterns = [path("", portal.results, name="results")]

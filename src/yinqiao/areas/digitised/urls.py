"""Addresses of digitised archives, under /digitised/."""

app_name = "digitised"
urlpatterns: list[object] = []

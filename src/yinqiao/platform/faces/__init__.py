"""Face comparison by the city's own app: one protocol, an app by configuration, in the demo a stand-in 演示替身.

No picture and nothing drawn from one ever comes here: whom to compare goes out sealed for the app, an outcome comes back
signed by it. The protocol stands in `docs/programmers/face-comparison.md`.
"""

from yinqiao.platform.faces.asking import app_name, can_ask, read_result, request_url
from yinqiao.platform.faces.types import FaceOutcome, FaceRequest, FaceResult, ResultRefused

__all__ = [
    "FaceOutcome",
    "FaceRequest",
    "FaceResult",
    "ResultRefused",
    "app_name",
    "can_ask",
    "read_result",
    "request_url",
]

"""What machine endpoints of all rooms have in common: where they are registered and how they say no."""

from yinqiao.platform.machine.asking import require_known
from yinqiao.platform.machine.problem import PROBLEMS, Problem, problem_answer
from yinqiao.platform.machine.registry import all_endpoints, register_endpoints, register_request_body, request_bodies
from yinqiao.platform.machine.waiting import Wait, wait_for_more, wait_of

__all__ = [
    "PROBLEMS",
    "Problem",
    "Wait",
    "all_endpoints",
    "problem_answer",
    "register_endpoints",
    "register_request_body",
    "request_bodies",
    "require_known",
    "wait_for_more",
    "wait_of",
]

"""A community that is no more: the clusters that stood there stand at its heir, two of one topic become one."""

from __future__ import annotations

from yinqiao.areas.hotline.models import Cluster, ClusterOrder
from yinqiao.areas.hotline.types import ClusterState
from yinqiao.areas.organisations.events import PLACE_MERGED
from yinqiao.platform.acts import Act
from yinqiao.platform.events.told import places_moved_by


def follow_merged_places(*, act: Act) -> int:
    """Bring the clusters of merged places to their heirs; returns how many moved or were joined.

    One that waits where the heir has one of the same topic and enterprise is joined to it, with its orders and counts;
    one that was settled keeps what was said. The act runs over the whole city, so no widening is needed.
    """
    moved = 0
    for old, new in places_moved_by(act.id, PLACE_MERGED).items():
        for one in Cluster.objects.select_for_update().filter(place_no=old).order_by("found_on", "pk"):
            moved += 1
            twin = _twin(one, new) if one.state == ClusterState.FOUND else None
            if twin is not None:
                _join(one, twin)
            else:
                Cluster.objects.filter(pk=one.pk).update(place_no=new)
    return moved


def _twin(one: Cluster, place_no: int) -> Cluster | None:
    found = Cluster.objects.select_for_update().filter(topic=one.topic, firm_id=one.firm_id, place_no=place_no)
    return found.filter(state=ClusterState.FOUND).first()


def _join(one: Cluster, twin: Cluster) -> None:
    """The orders of one go to the other, each once; the next night counts both anew as one."""
    there = ClusterOrder.objects.filter(cluster=twin).values("order_id")
    ClusterOrder.objects.filter(cluster=one).exclude(order_id__in=there).update(cluster=twin)
    weeks = max(len(one.weeks), len(twin.weeks))
    # The newest week is the last: shorter lists are filled up at their beginning.
    mine, others = ([0] * (weeks - len(rows)) + list(rows) for rows in (twin.weeks, one.weeks))
    twin.weeks = [a + b for a, b in zip(mine, others, strict=True)]
    twin.usual_hundredths += one.usual_hundredths
    twin.orders = twin.members.count()
    twin.words = list(dict.fromkeys([*twin.words, *one.words]))
    twin.found_on, twin.last_on = min(one.found_on, twin.found_on), max(one.last_on, twin.last_on)
    twin.save()
    one.delete()

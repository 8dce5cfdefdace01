"""How bulletins are cut into shards."""

from __future__ import annotations

from sitrep_nlp.batch.manifest import Item
from sitrep_nlp.batch.shards import cut


def sizes(count, size=None):
    items = [Item(f"{number}.txt", str(number)) for number in range(count)]
    shards = cut(items, [item.path for item in items], size)
    assert [item for shard in shards for item in shard.items] == items
    assert len({shard.name for shard in shards}) == len(shards)
    return [len(shard.items) for shard in shards]


def test_shards_of_a_size_but_for_the_last():
    assert sizes(10, 4) == [4, 4, 2]
    assert sizes(0, 4) == []


def test_by_default_shards_get_smaller_so_that_workers_end_together():
    assert sizes(18) == [2, 2, *[1] * 14]
    many = sizes(1_000)
    assert many == sorted(many, reverse=True)
    assert (many[0], many[-1], many.count(16)) == (16, 1, 48)

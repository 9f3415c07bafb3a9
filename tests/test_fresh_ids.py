"""Fresh ids: UUIDv7 that ascend in the order of making."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from coder import identity
from coder.identity import new_id


def test_ids_of_one_millisecond_ascend_and_are_uuid7(monkeypatch):
    monkeypatch.setattr("time.time_ns", lambda: 1_790_000_000_123_456_789)
    made = [new_id() for _ in range(5_000)]
    assert made == sorted(set(made))
    for one in map(uuid.UUID, made):
        assert (one.version, one.variant) == (7, uuid.RFC_4122)
        assert one.int >> 80 == 1_790_000_000_123


def test_a_clock_set_back_is_followed(monkeypatch):
    monkeypatch.setattr("time.time_ns", lambda: 4_070_908_800 * 10**9)
    later = new_id()
    monkeypatch.setattr("time.time_ns", lambda: 915_148_800 * 10**9)
    earlier, next_one = new_id(), new_id()
    assert earlier < next_one < later
    assert int(earlier, 16) >> 80 == 915_148_800_000


def test_the_largest_random_bits_leave_room_for_thousands_of_ids(monkeypatch):
    monkeypatch.setattr("time.time_ns", lambda: 1_790_000_000_123_000_000)
    monkeypatch.setattr(identity.secrets, "randbits", lambda bits: 2**bits - 1)
    made = [new_id() for _ in range(5_000)]
    assert made == sorted(set(made))
    assert {int(one, 16) >> 80 for one in made} == {1_790_000_000_123}
    assert {uuid.UUID(one).version for one in made} == {7}


def test_threads_never_get_the_same_id():
    with ThreadPoolExecutor(8) as pool:
        every = [one for many in pool.map(_many, range(8)) for one in many]
    assert len(set(every)) == len(every)
    assert abs((int(every[0], 16) >> 80) - time.time_ns() // 1_000_000) < 3_600_000


def _many(_: int) -> list[str]:
    return [new_id() for _ in range(2_000)]

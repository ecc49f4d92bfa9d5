"""The memory of a build comes back as it was saved, or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from gmooc.catalogue import Card
from gmooc.claims import Claim
from gmooc.problems import Problem
from gmooc.sources import Source
from gmooc.state import Reading, State, load_state, save_state

PATHS = tuple(f"projects/2024/{letter}.md" for letter in "abcdef")


def source(number: int) -> Source:
    return Source((number, number, number, number), bytes([number]))


def reading(path: str, number: int) -> Reading:
    card = Card(path, path, "project", path, path, "en", f"Title {number}", "", "", 2024) if number else None
    claim = Claim(path, path, "project", (("a", f"{number}.md"),), (), (), ())
    return Reading(path, bytes([number]), card, claim, (Problem(path, number, 1, "E001", "title: must be there"),))


def state_of(numbers: dict[str, int], read_at: int, before: State) -> State:
    """A memory as a build makes it of the one before."""
    return State(
        code=b"code",
        read_at=read_at,
        sources={path: source(number) for path, number in numbers.items()},
        build_files={"scripts/build.py": source(1)},
        readings={path: reading(path, number) for path, number in numbers.items()},
        outputs={f"{path}/index.html": bytes([number]) for path, number in numbers.items()},
        behind=tuple(numbers),
        site_identity=(read_at, 1),
        extra={"terms": "terms-1", "searched": {path: (number, 1) for path, number in numbers.items()}},
        seal=before.seal,
        end=before.end,
    )


def same(one: State, other: State) -> bool:
    fields = [name for name in State.__slots__ if name not in ("seal", "end")]
    return all(getattr(one, name) == getattr(other, name) for name in fields)


_numbers = st.dictionaries(st.sampled_from(PATHS), st.integers(0, 9))


@given(history=st.lists(_numbers, min_size=1, max_size=8), padding=st.sampled_from((0, 50_000)))
def test_every_history_comes_back_as_it_was_saved(tmp_path_factory, history, padding):
    path = tmp_path_factory.mktemp("state") / "state"
    before = load_state(path)
    for read_at, numbers in enumerate(history):
        state = state_of(numbers, read_at, before)
        # A small memory is always written whole; most of a large one stays as it is.
        state.outputs["page"] = bytes(padding)
        save_state(path, state, before)
        before = load_state(path)
        assert same(before, state)


def saved(path, *rounds: dict[str, int]) -> list[State]:
    """Save a large memory and what changed in it."""
    states = []
    for read_at, numbers in enumerate(rounds):
        before = load_state(path)
        states.append(state_of(numbers, read_at, before))
        states[-1].outputs["page"] = bytes(50_000)
        save_state(path, states[-1], before)
    return states


def test_a_change_leaves_the_large_file_alone(tmp_path):
    saved(tmp_path / "state", {PATHS[0]: 1})
    whole = (tmp_path / "state").read_bytes()
    saved(tmp_path / "state", {PATHS[0]: 2}, {PATHS[1]: 3})
    assert (tmp_path / "state").read_bytes() == whole
    assert 0 < (tmp_path / "state.later").stat().st_size < 5000


def test_what_was_cut_short_at_the_end_counts_as_never_added(tmp_path):
    path, later = tmp_path / "state", tmp_path / "state.later"
    first, second, _ = saved(path, {PATHS[0]: 1}, {PATHS[0]: 2}, {PATHS[0]: 3})
    whole = later.read_bytes()
    for length in range(len(whole)):
        later.write_bytes(whole[:length])
        assert same(load_state(path), second if length >= len(whole) / 2 else first)
    (fourth,) = saved(path, {PATHS[0]: 4})
    assert same(load_state(path), fourth)


def test_what_was_added_to_another_file_is_passed_over(tmp_path):
    saved(tmp_path / "state", {PATHS[0]: 1}, {PATHS[0]: 2})
    (other,) = saved(tmp_path / "other", {PATHS[1]: 3})
    (tmp_path / "other").replace(tmp_path / "state")
    assert same(load_state(tmp_path / "state"), other)


def test_much_that_was_added_is_written_whole(tmp_path):
    path = tmp_path / "state"
    rounds = [{PATHS[0]: number % 9} for number in range(60)]
    *_, last = saved(path, *rounds)
    assert (tmp_path / "state.later").exists()
    assert (tmp_path / "state.later").stat().st_size < path.stat().st_size / 4
    assert same(load_state(path), last)

"""Share the work of a build out among processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gmooc.catalogue import Catalogue
from gmooc.kinds import KINDS
from gmooc.workshop import Frames, Order, Read, Workshop

# Below this many files, starting helpers costs more than it saves.
ENOUGH_TO_SHARE = 150


def can_share() -> bool:
    """Say whether this system can copy a process with all it knows."""
    from multiprocessing import get_all_start_methods

    return "fork" in get_all_start_methods()


class Crew:
    """Several workshops, each in a process of its own."""

    def __init__(self, workshop: Workshop, few: Catalogue, size: int) -> None:
        from multiprocessing import get_context

        from gmooc.validators import validator_of

        # What every process will need is loaded once, before they part.
        for kind in KINDS:
            validator_of(kind.name)
        context = get_context("fork")
        self.lines: list[Any] = []
        self.readers: dict[str, int] = {}
        self.processes: list[Any] = []
        for _ in range(size):
            ours, theirs = context.Pipe()
            arguments = (workshop, few, theirs, [*self.lines, ours])
            process = context.Process(target=_serve, args=arguments, daemon=True)
            process.start()
            theirs.close()
            self.lines.append(ours)
            self.processes.append(process)

    def start_making(self, files: list[str], out: Path | None) -> None:
        """Hand out files to read and press; the answers wait until they are collected."""
        self.readers = {path: place % len(self.lines) for place, path in enumerate(files)}
        for number, line in enumerate(self.lines):
            line.send(("make", files[number :: len(self.lines)], out))

    def give_frames(self, frames: Frames) -> None:
        """Give everyone the frames that pages are pressed into."""
        for line in self.lines:
            line.send(frames)

    def collect(self) -> Iterator[Read]:
        """Give what was read."""
        for line in self.lines:
            yield from _answer(line)

    def start_pressing(self, orders: list[Order], out: Path) -> None:
        """Have pages pressed, each by who read its file, if anybody did."""
        shares: list[list[Order]] = [[] for _ in self.lines]
        for place, order in enumerate(orders):
            shares[self.readers.setdefault(order.source, place % len(shares))].append(order)
        for line, share in zip(self.lines, shares, strict=True):
            line.send(("press", share, out))

    def finish(self) -> None:
        """Wait until all pages are pressed."""
        for line in self.lines:
            _answer(line)

    def close(self) -> None:
        """Send everyone home."""
        for line in self.lines:
            line.close()
        for process in self.processes:
            process.join()


class Aside:
    """A piece of work done in a process of its own, while this one goes on."""

    def __init__(self, work: Callable[..., Any], *arguments: Any) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        self.line, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_do, args=(theirs, work, arguments), daemon=True)
        self.process.start()
        theirs.close()

    def result(self) -> Any:
        """Wait for what came of it."""
        answer = _answer(self.line)
        self.close()
        return answer

    def close(self) -> None:
        """End it, whether it is done or not."""
        self.line.close()
        self.process.terminate()
        self.process.join()


def _do(line: Any, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        line.send(work(*arguments))
    except Exception as error:  # noqa: BLE001  The error goes to the process that asked.
        line.send(error)


def _answer(line: Any) -> Any:
    answer = line.recv()
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _serve(workshop: Workshop, few: Catalogue, line: Any, others: list[Any]) -> None:
    # A copy of another's end of a pipe would keep that pipe open after its owner has gone.
    for other in others:
        other.close()
    workshop.store = workshop.store.again()
    frames: Frames | None = None

    def frames_of() -> Frames | None:
        nonlocal frames
        if frames is None and line.poll():
            frames = line.recv()
        return frames

    while True:
        try:
            task, share, out = line.recv()
        except EOFError:
            return
        try:
            if task == "make":
                answer = list(workshop.make(share, few, out, frames_of))
                frames = frames or line.recv()
            else:
                assert frames is not None
                answer = []
                workshop.press(share, frames, out)
            line.send(answer)
        except Exception as error:  # noqa: BLE001  The error goes to the process that asked.
            line.send(error)

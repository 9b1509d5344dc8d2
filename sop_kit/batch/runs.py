"""Many tasks at once in worker processes: a line that fails, or a worker that dies, never stops the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from multiprocessing.synchronize import Event

from sop_kit.batch.plan import Failure, Result, Task, check_parameters, task_parameters
from sop_kit.words import words

Report = Callable[[Result], None]
_STOPS: list[Event] = []  # in a worker: what tells it that tasks handed to it already shall not start


def run_all(tasks: Sequence[Task], *, jobs: int, report: Report) -> tuple[Result, ...]:
    """Run tasks in ``jobs`` worker processes and return their results in the order of the tasks.

    Parameters
    ----------
    report
        Called with each result as it comes.

    Raises
    ------
    BadRequest
        When a notebook does not take the parameters; nothing has been started then.
    """
    for notebook in {notebook for task in tasks for notebook in task.notebooks}:
        check_parameters(notebook, task_parameters(tasks[0]))
    done: dict[int, Result] = {}
    for place, result in _run(tasks, jobs):
        done[place] = result
        report(result)
    return tuple(done[place] for place in sorted(done))


def default_jobs() -> int:
    """Return how many workers suit this machine."""
    return max(1, min(8, os.cpu_count() or 1))


def _run(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[int, Result]]:
    lost: list[int] = []
    context = _context()
    stop = context.Event()
    with ProcessPoolExecutor(jobs, context, initializer=_listen, initargs=(stop,)) as pool:
        # What starts here inherits it: a worker without work would answer Ctrl-C with a traceback on the terminal.
        with _interrupts(later=True):
            futures = {pool.submit(_work, task): place for place, task in enumerate(tasks)}
        try:
            with _heard(stop):
                for future in as_completed(futures):
                    result = _result(future)
                    _unless_told_to_stop(stop)
                    if result is None:
                        lost.append(futures[future])
                    else:
                        yield futures[future], result
        except BaseException:
            # Who presses Ctrl-C wants the batch to stop, not the lines that still wait to start.
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    # A worker that died took the whole pool with it: each lost task gets one more try in a pool of its own.
    for place in sorted(lost):
        with ProcessPoolExecutor(1, context) as pool:
            again = _result(pool.submit(_work, tasks[place]))
        yield place, again or _died(tasks[place])


def _context() -> BaseContext:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["sop_kit.batch.work"])
    return context


def _listen(stop: Event) -> None:
    _STOPS.append(stop)


def _work(task: Task) -> Result:
    # Imported in the worker: the command line stays quick for those who only ask for help.
    from sop_kit.batch.work import run_task

    if any(stop.is_set() for stop in _STOPS):
        raise KeyboardInterrupt
    with _interrupts(later=False):
        return run_task(task)


def _unless_told_to_stop(stop: Event) -> None:
    if stop.is_set():
        raise KeyboardInterrupt


@contextmanager
def _heard(stop: Event) -> Iterator[None]:
    """Remember Ctrl-C: Python drops an exception that arrives while it clears up, and the batch would just go on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def hear(_signal: int, _frame: object) -> None:
        stop.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _interrupts(*, later: bool) -> Iterator[None]:
    # Windows has no such masks; there every worker is started by its own console's rules.
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK if later else signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _result(future: Future[Result]) -> Result | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _died(task: Task) -> Result:
    say = words(task.lang)
    failure = Failure(
        product=task.product,
        lang=task.lang,
        where="worker",
        message=say("The worker process was killed twice, perhaps for want of memory. Run this line alone: --jobs 1."),
        link=task.record.relative_to(task.folder.parent).as_posix(),
    )
    return Result(product=task.product, lang=task.lang, failures=(failure,))

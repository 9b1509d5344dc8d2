"""Many tasks at once in worker processes: a line that fails, or a worker that dies, never stops the others."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from sop_kit.batch.plan import Failure, Result, Task, check_parameters, task_parameters

Report = Callable[[Result], None]


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
    with _pool(jobs) as pool:
        futures = {pool.submit(_work, task): place for place, task in enumerate(tasks)}
        for future in as_completed(futures):
            result = _result(future)
            if result is None:
                lost.append(futures[future])
            else:
                yield futures[future], result
    # A worker that died took the whole pool with it: each lost task gets one more try in a pool of its own.
    for place in sorted(lost):
        with _pool(1) as pool:
            again = _result(pool.submit(_work, tasks[place]))
        yield place, again or _died(tasks[place])


def _pool(jobs: int) -> ProcessPoolExecutor:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["sop_kit.batch.work"])
    return ProcessPoolExecutor(max_workers=jobs, mp_context=context)


def _work(task: Task) -> Result:
    # Imported in the worker: the command line stays quick for those who only ask for help.
    from sop_kit.batch.work import run_task

    return run_task(task)


def _result(future: Future[Result]) -> Result | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _died(task: Task) -> Result:
    failure = Failure(
        product=task.product,
        lang=task.lang,
        where="worker",
        message="The worker process was killed twice, perhaps for want of memory. Run this line alone with --jobs 1.",
        link=task.record.relative_to(task.folder.parent).as_posix(),
    )
    return Result(product=task.product, lang=task.lang, failures=(failure,))

using System.Runtime.ExceptionServices;

namespace CnnGen.Training;

/// <summary>
/// Background threads that share out tasks. One pool serves the whole process; it grows to what was asked for, and
/// running work on it allocates nothing once its threads exist.
/// </summary>
internal sealed class WorkerPool
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _finished = new(0);
    private readonly List<Worker> _workers = [];
    private IParallelWork? _work;
    private ExceptionDispatchInfo? _failure;
    private int _occupied;
    private int _threads;
    private int _tasks;
    private int _next;
    private int _active;

    /// <summary>The pool of the process.</summary>
    public static WorkerPool Shared { get; } = new();

    /// <summary>
    /// Runs every task and returns when all are done. The caller takes part. While the pool serves someone else, be it
    /// the caller further up, the tasks run on the caller alone.
    /// </summary>
    /// <param name="work">What to do.</param>
    /// <param name="tasks">The number of tasks.</param>
    /// <param name="threads">The most threads to use, the caller included; numbers of workers are below it.</param>
    /// <remarks>The first exception of a task ends the work: the tasks not yet begun are skipped, and it is thrown here.</remarks>
    public void Run(IParallelWork work, int tasks, int threads)
    {
        int team = Math.Min(threads, tasks);
        if (team > 1 && Interlocked.Exchange(ref _occupied, 1) == 0)
        {
            try
            {
                RunTogether(work, tasks, team);
            }
            finally
            {
                Volatile.Write(ref _occupied, 0);
            }

            return;
        }

        for (int task = 0; task < tasks; task++)
        {
            work.Run(task, worker: 0);
        }
    }

    private void RunTogether(IParallelWork work, int tasks, int team)
    {
        while (_workers.Count < team - 1)
        {
            _workers.Add(new Worker(this, _workers.Count + 1));
        }

        lock (_gate)
        {
            _work = work;
            _tasks = tasks;
            _threads = team;
            _next = 0;
        }

        for (int i = 0; i < team - 1; i++)
        {
            _workers[i].Wake();
        }

        TakeTasks(work, worker: 0);

        // A worker that has not come by now finds the work gone; nobody waits for a thread that is slow to wake.
        bool othersAreActive;
        lock (_gate)
        {
            _work = null;
            othersAreActive = _active > 0;
        }

        if (othersAreActive)
        {
            _finished.Wait();
        }

        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    private void TakePart(int worker)
    {
        IParallelWork? work;
        lock (_gate)
        {
            work = worker < _threads ? _work : null;
            if (work is null)
            {
                return;
            }

            _active++;
        }

        TakeTasks(work, worker);

        bool isLast;
        lock (_gate)
        {
            _active--;
            isLast = _active == 0 && _work is null;
        }

        if (isLast)
        {
            _finished.Release();
        }
    }

    private void TakeTasks(IParallelWork work, int worker)
    {
        try
        {
            for (int task = Interlocked.Increment(ref _next) - 1; task < _tasks; task = Interlocked.Increment(ref _next) - 1)
            {
                work.Run(task, worker);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            Volatile.Write(ref _next, _tasks);
        }
    }

    /// <summary>A thread with a number of its own, so that it meets the same memory, still in its cache, step after step.</summary>
    private sealed class Worker
    {
        private readonly WorkerPool _pool;
        private readonly int _number;

        // Its Wait spins for a while before it blocks: the next phase of a step is mostly a few microseconds away.
        private readonly SemaphoreSlim _wake = new(0);
        private int _isAwake;

        public Worker(WorkerPool pool, int number)
        {
            _pool = pool;
            _number = number;
            new Thread(Live) { IsBackground = true, Name = $"CnnGen worker {number}" }.UnsafeStart();
        }

        public void Wake()
        {
            if (Interlocked.Exchange(ref _isAwake, 1) == 0)
            {
                _wake.Release();
            }
        }

        private void Live()
        {
            while (true)
            {
                _wake.Wait();
                Interlocked.Exchange(ref _isAwake, 0);
                _pool.TakePart(_number);
            }
        }
    }
}

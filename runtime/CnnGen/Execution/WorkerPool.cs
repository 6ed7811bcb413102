using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace CnnGen.Execution;

/// <summary>
/// Background threads that share out tasks. Each begins with a share of its own, the same one whenever work has as many
/// tasks, so that it meets what its cache still holds; then it takes from the others' shares. One pool serves the whole
/// process; it grows to what was asked for, and running work on it allocates nothing once its threads exist.
/// </summary>
internal sealed class WorkerPool
{
    private const int SpinIterations = 4;

    // Enough for the end of a task and for the next phase of a step, which are mostly microseconds away.
    private static readonly TimeSpan s_patience = TimeSpan.FromMicroseconds(200);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _finished = new(0);
    private readonly List<Worker> _workers = [];
    private Share[] _shares = [];
    private IParallelWork? _work;
    private ExceptionDispatchInfo? _failure;
    private int _occupied;
    private int _threads;

    // Written under the lock; the caller watches it without.
    private int _active;
    private bool _callerSleeps;

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

        if (_shares.Length < team)
        {
            _shares = new Share[team];
        }

        lock (_gate)
        {
            _work = work;
            _threads = team;
            for (int i = 0; i < team; i++)
            {
                _shares[i].Next = (int)((long)tasks * i / team);
                _shares[i].End = (int)((long)tasks * (i + 1) / team);
            }
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
            AwaitOthers(team);
        }

        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    private void AwaitOthers(int threads)
    {
        SpinUntil(ref _active, 0, threads);
        if (Volatile.Read(ref _active) == 0)
        {
            return;
        }

        bool sleeps;
        lock (_gate)
        {
            sleeps = _callerSleeps = _active > 0;
        }

        if (sleeps)
        {
            _finished.Wait();
        }
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

        bool wakesCaller;
        lock (_gate)
        {
            Volatile.Write(ref _active, _active - 1);
            wakesCaller = _active == 0 && _callerSleeps;
            _callerSleeps &= !wakesCaller;
        }

        if (wakesCaller)
        {
            _finished.Release();
        }
    }

    private void TakeTasks(IParallelWork work, int worker)
    {
        try
        {
            for (int i = 0; i < _threads; i++)
            {
                ref Share share = ref _shares[(worker + i) % _threads];
                for (int task = share.Take(); task < share.End; task = share.Take())
                {
                    work.Run(task, worker);
                }
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            for (int i = 0; i < _threads; i++)
            {
                Volatile.Write(ref _shares[i].Next, _shares[i].End);
            }
        }
    }

    // Where there are more threads than processors, one that waits leaves its processor to another at once.
    private static void SpinUntil(ref int state, int value, int threads)
    {
        long start = Stopwatch.GetTimestamp();
        while (threads <= Environment.ProcessorCount
            && Volatile.Read(ref state) != value
            && Stopwatch.GetElapsedTime(start) < s_patience)
        {
            Thread.SpinWait(SpinIterations);
        }
    }

    /// <summary>The tasks of one thread that nobody has taken yet. No two shares lie in one cache line.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Share
    {
        public int Next;
        public int End;

        public int Take() => Interlocked.Increment(ref Next) - 1;
    }

    /// <summary>A thread with a number of its own, so that it meets the same memory, still in its cache, step after step.</summary>
    private sealed class Worker
    {
        private const int Idle = 0;
        private const int Wanted = 1;
        private const int Asleep = 2;

        private readonly WorkerPool _pool;
        private readonly int _number;
        private readonly SemaphoreSlim _wake = new(0);

        // Only who sleeps has to be woken; who waits in a loop sees for itself that it is wanted.
        private int _state;

        public Worker(WorkerPool pool, int number)
        {
            _pool = pool;
            _number = number;
            new Thread(Live) { IsBackground = true, Name = $"CnnGen worker {number}" }.UnsafeStart();
        }

        public void Wake()
        {
            if (Interlocked.Exchange(ref _state, Wanted) == Asleep)
            {
                _wake.Release();
            }
        }

        private void Live()
        {
            while (true)
            {
                SpinUntil(ref _state, Wanted, _pool._threads);
                if (Interlocked.CompareExchange(ref _state, Asleep, Idle) == Idle)
                {
                    _wake.Wait();
                }

                Interlocked.Exchange(ref _state, Idle);
                _pool.TakePart(_number);
            }
        }
    }
}

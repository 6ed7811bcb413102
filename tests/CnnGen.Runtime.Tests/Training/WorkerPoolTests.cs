using System.Collections.Concurrent;
using CnnGen.Execution;

namespace CnnGen.Runtime.Tests.Training;

[Trait("Speed", "Slow")]
public sealed class WorkerPoolTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private readonly WorkerPool _pool = new();

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(3, 1)]
    [InlineData(3, 8)]
    [InlineData(10_000, 4)]
    public void Each_task_runs_once(int tasks, int threads)
    {
        for (int round = 0; round < 20; round++)
        {
            int[] runs = new int[tasks];
            _pool.Run(new Work((task, _) => Interlocked.Increment(ref runs[task])), tasks, threads);
            Assert.All(runs, count => Assert.Equal(1, count));
        }
    }

    // Whoever has waited in vain for a fifth of a millisecond sleeps: workers between two runs, the caller for a worker's last task.
    [Fact]
    public void Runs_go_on_whether_threads_sleep_or_wait_in_a_loop()
    {
        var random = new Random(1);
        for (int round = 0; round < 3000; round++)
        {
            int tasks = random.Next(2, 12);
            int slow = random.Next(20) == 0 ? random.Next(tasks) : -1;
            int[] runs = new int[tasks];
            _pool.Run(
                new Work((task, _) =>
                {
                    if (task == slow)
                    {
                        Thread.Sleep(1);
                    }

                    Interlocked.Increment(ref runs[task]);
                }),
                tasks,
                threads: random.Next(1, 5));
            Assert.All(runs, count => Assert.Equal(1, count));
            if (random.Next(20) == 0)
            {
                Thread.Sleep(1);
            }
        }
    }

    [Fact]
    public void Tasks_run_side_by_side_under_different_worker_numbers()
    {
        using var meeting = new Barrier(3);
        int[] workers = new int[3];
        _pool.Run(
            new Work((task, worker) =>
            {
                workers[task] = worker;
                Assert.True(meeting.SignalAndWait(s_patience));
            }),
            tasks: 3,
            threads: 3);
        Assert.Equal([0, 1, 2], workers.Order());
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(10, 3)]
    [InlineData(7, 2)]
    public void Each_thread_begins_with_the_same_task_every_time(int tasks, int threads)
    {
        int[] firstTasks = [.. Enumerable.Range(0, threads).Select(worker => tasks * worker / threads)];
        using var meeting = new Barrier(threads);
        for (int round = 0; round < 20; round++)
        {
            _pool.Run(
                new Work((task, worker) =>
                {
                    int first = Array.IndexOf(firstTasks, task);
                    Assert.True(first < 0 || (first == worker && meeting.SignalAndWait(s_patience)));
                }),
                tasks,
                threads);
        }
    }

    [Fact]
    public void No_two_threads_share_a_worker_number()
    {
        int[] busy = new int[4];
        _pool.Run(
            new Work((_, worker) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref busy[worker]));
                Thread.SpinWait(50);
                Interlocked.Decrement(ref busy[worker]);
            }),
            tasks: 5_000,
            threads: 4);
    }

    [Fact]
    public void A_worker_that_wakes_late_takes_no_part_in_work_for_fewer_threads()
    {
        for (int round = 0; round < 2_000; round++)
        {
            _pool.Run(new Work((_, _) => { }), tasks: 8, threads: 8);
            _pool.Run(new Work((_, worker) => Assert.InRange(worker, 0, 1)), tasks: 50, threads: 2);
        }
    }

    [Fact]
    public void When_one_task_fails_the_other_threads_stop_too()
    {
        using var meeting = new Barrier(2);
        int started = 0;
        var work = new Work((task, _) =>
        {
            Interlocked.Increment(ref started);
            Assert.True(task > 1 || meeting.SignalAndWait(s_patience));
            Thread.Sleep(1);
            if (task == 0)
            {
                throw new InvalidOperationException();
            }
        });
        Assert.Throws<InvalidOperationException>(() => _pool.Run(work, 5_000, 2));
        Assert.InRange(started, 1, 4_999);
    }

    [Fact]
    public void An_exception_reaches_the_caller_and_the_remaining_tasks_are_skipped()
    {
        for (int threads = 1; threads <= 4; threads++)
        {
            int started = 0;
            var work = new Work((task, _) =>
            {
                Interlocked.Increment(ref started);
                throw new InvalidOperationException($"task {task}");
            });
            InvalidOperationException exception =
                Assert.Throws<InvalidOperationException>(() => _pool.Run(work, 1_000, threads));
            Assert.StartsWith("task ", exception.Message, StringComparison.Ordinal);
            Assert.InRange(started, 1, threads);
        }
    }

    [Fact]
    public void An_exception_on_a_worker_thread_reaches_the_caller()
    {
        using var meeting = new Barrier(2);
        var work = new Work((_, worker) =>
        {
            Assert.True(meeting.SignalAndWait(s_patience));
            if (worker == 1)
            {
                throw new InvalidOperationException("on a worker");
            }
        });
        Assert.Equal("on a worker", Assert.Throws<InvalidOperationException>(() => _pool.Run(work, 2, 2)).Message);
    }

    [Fact]
    public void A_pool_works_on_after_an_exception()
    {
        Assert.Throws<InvalidOperationException>(
            () => _pool.Run(new Work((_, _) => throw new InvalidOperationException()), 8, 4));
        int sum = 0;
        _pool.Run(new Work((task, _) => Interlocked.Add(ref sum, task)), 8, 4);
        Assert.Equal(28, sum);
    }

    [Fact]
    public void Work_inside_of_work_runs_on_the_thread_that_asks_for_it()
    {
        var threads = new ConcurrentBag<bool>();
        _pool.Run(
            new Work((_, _) =>
            {
                int asking = Environment.CurrentManagedThreadId;
                _pool.Run(new Work((_, _) => threads.Add(Environment.CurrentManagedThreadId == asking)), 3, 3);
            }),
            tasks: 5,
            threads: 2);
        Assert.Equal(15, threads.Count);
        Assert.DoesNotContain(false, threads);
    }

    [Fact]
    public async Task Callers_at_the_same_time_each_get_their_work_done()
    {
        Task<int>[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            int done = 0;
            for (int round = 0; round < 200; round++)
            {
                _pool.Run(new Work((_, _) => Interlocked.Increment(ref done)), 10, 3);
            }

            return done;
        }))];
        Assert.All(await Task.WhenAll(callers), done => Assert.Equal(2_000, done));
    }
}

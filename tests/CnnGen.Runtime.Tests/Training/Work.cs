using CnnGen.Execution;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>Work that a test writes as a lambda of task and worker.</summary>
internal sealed class Work(Action<int, int> run) : IParallelWork
{
    public void Run(int task, int worker) => run(task, worker);
}

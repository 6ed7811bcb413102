namespace CnnGen.Execution;

/// <summary>Work in tasks that are independent of each other.</summary>
internal interface IParallelWork
{
    /// <summary>Does one task.</summary>
    /// <param name="task">Which one, from 0.</param>
    /// <param name="worker">Which of the threads runs it, from 0; no two run under one number at the same time.</param>
    void Run(int task, int worker);
}

// The threads of the process serve one caller at a time, so tests of them would keep each other from running in parallel.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// Every test starts servers of its own and loads them: two at a time would starve each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

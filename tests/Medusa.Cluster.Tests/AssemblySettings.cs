// Every test starts a cluster of its own and loads it: two at a time would starve each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// NUnit would share one instance among the tests of a class.
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: Parallelizable(ParallelScope.Children)]
// More than the two cores of a small machine: many wait, for a process, a time-out or a database. Eight at a time take a tenth more of the processor.
[assembly: LevelOfParallelism(5)]
[assembly: Bigin.OAuth.Tests.SignsOfLife]

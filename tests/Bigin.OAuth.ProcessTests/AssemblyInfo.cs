// NUnit would share one instance among the tests of a class.
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: Parallelizable(ParallelScope.Children)]
// More than the two cores of a small machine: tests wait for programs to start. Each of those takes a core by itself.
[assembly: LevelOfParallelism(4)]
[assembly: Bigin.OAuth.Tests.SignsOfLife]

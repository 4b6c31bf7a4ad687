// NUnit would share one instance among the tests of a class.
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: Parallelizable(ParallelScope.Children)]
[assembly: LevelOfParallelism(4)]
[assembly: Bigin.OAuth.Tests.SignsOfLife]

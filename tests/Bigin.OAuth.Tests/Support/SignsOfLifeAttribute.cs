using System.Globalization;
using NUnit.Framework.Interfaces;

namespace Bigin.OAuth.Tests;

/// <summary>Says every fifteen seconds how many tests have ended, so that a person sees that the run is alive.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class SignsOfLifeAttribute : Attribute, ITestAction
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private static readonly long Start = TimeProvider.System.GetTimestamp();

    private static int _ended;
    private static long _said;

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test)
    {
        int ended = Interlocked.Increment(ref _ended);
        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(Start);
        long pauses = elapsed.Ticks / Pause.Ticks;
        long said = Interlocked.Read(ref _said);
        if (pauses > said && Interlocked.CompareExchange(ref _said, pauses, said) == said)
        {
            TestContext.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed:m\\:ss} {ended} tests of {test.TypeInfo?.Assembly.GetName().Name} have ended"));
        }
    }
}

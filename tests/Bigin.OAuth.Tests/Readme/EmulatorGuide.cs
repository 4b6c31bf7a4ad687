using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/emulator.md beside that of <see cref="QuickStart"/>, compiled and run. <see cref="Readme_code"/> compares the two.</summary>
internal static class EmulatorGuide
{
    internal static void LetGoWrong(BiginEmulator emulator)
    {
        emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.HtmlError);
        emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle.WithRetryAfter(TimeSpan.FromMinutes(5)), times: 2);
        emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.CutConnection);
    }

    internal static void ActBehindTheClientsBack(BiginEmulator emulator)
    {
        emulator.RevokeAll("one@example.com"); // the user removed the application: their tokens are dead, and consent is asked again
        emulator.ExpireAccessTokens();         // of everybody, while refresh tokens live on
    }
}

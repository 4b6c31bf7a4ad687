using Invoices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/worker.md beside that of <see cref="BiginSetup"/>, <see cref="BiginWorker"/> and <see cref="AskToConnectAgain"/>.</summary>
internal static class WorkerGuide
{
    internal static void AddServices(HostApplicationBuilder builder)
    {
        builder.AddBigin();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<BiginWorker>();
    }
}

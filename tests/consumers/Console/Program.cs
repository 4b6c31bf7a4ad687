// The link, the redirect, the exchange and a call, against the emulator that runs as a tool.
using System.Runtime.InteropServices;
using Bigin.OAuth;
using Microsoft.Extensions.DependencyInjection;

using var person = new Person(args[0]);
const string redirectUri = "http://localhost:5999/callback";
var services = new ServiceCollection();
services.AddBiginOAuth(options =>
{
    person.Configure(options);
    options.RedirectUri = new Uri(redirectUri);
});
await using ServiceProvider provider = services.BuildServiceProvider();

AuthorizationRequest request = provider.GetRequiredService<AuthorizationUrlBuilder>().Build();
Uri redirect = await person.AcceptAsync(request.Url, redirectUri);
RedirectResponse response = provider.GetRequiredService<RedirectResponseParser>().Parse(redirect, request.Pending);
BiginConnections connections = provider.GetRequiredService<BiginConnections>();
string outcome = response is AuthorizationResult granted ? (await connections.ConnectAsync("tenant", granted)).GetType().Name : response.ToString()!;
using HttpClient bigin = connections.CreateClient("tenant");
string organization = await bigin.GetStringAsync("org");

Console.WriteLine($"{outcome} on {RuntimeInformation.FrameworkDescription}");
return outcome == nameof(Connected) && organization.Contains("Acorn Books", StringComparison.Ordinal) ? 0 : 1;

using System.Runtime.InteropServices;
using Bigin.OAuth;

(string result, string organization) = await Connecting.RunAsync(args[0]);
Console.WriteLine($"{result} on {RuntimeInformation.FrameworkDescription}");
return result == nameof(Connected) && organization.Contains("Acorn Books", StringComparison.Ordinal) ? 0 : 1;

using SharpFuzz;

namespace Bigin.OAuth.Fuzz;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [string name, .. string[] files] || Targets.Find(name) is not { } target)
        {
            Console.Error.WriteLine($"usage: Bigin.OAuth.Fuzz {string.Join('|', Targets.Names)} [FILE…]   without a file, under afl-fuzz");
            return 2;
        }

        foreach (string file in files)
        {
            target(File.ReadAllBytes(file));
            Console.WriteLine($"{file}: every invariant holds");
        }

        if (files.Length == 0)
        {
            Fuzzer.Run(stream =>
            {
                using var input = new MemoryStream();
                stream.CopyTo(input);
                target(input.GetBuffer().AsSpan(0, (int)input.Length));
            });
        }

        return 0;
    }
}

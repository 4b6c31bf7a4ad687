namespace Bigin.OAuth;

/// <summary>The files of the repository that the tests belong to.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    internal static string GetPath(params string[] names) => Path.Combine([Root, .. names]);

    /// <summary>Gets the path of a program that was built beside these tests, in the same configuration.</summary>
    internal static string GetProgram(string folder, string project)
    {
        string tests = GetPath("tests", typeof(Repository).Assembly.GetName().Name!);
        return Path.Combine(GetPath(folder, project), Path.GetRelativePath(tests, AppContext.BaseDirectory), $"{project}.dll");
    }

    internal static string Read(params string[] names) => File.ReadAllText(GetPath(names));

    /// <summary>Tells whether a file was made by a build or comes with a package, and so isn't part of the repository.</summary>
    internal static bool IsMade(string file) =>
        Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(name => name is "bin" or "obj" or "node_modules");

    private static string FindRoot()
    {
        string? folder = TestContext.CurrentContext.TestDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Bigin.OAuth.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Bigin.OAuth.sln is in none of the folders above the tests.");
    }
}

using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(SafeText))]
public sealed class Texts_from_elsewhere
{
    [TestCase("Acorn Books", "Acorn Books")]
    [TestCase("Évil \u001b[2JBooks", "Évil \uFFFD[2JBooks")]
    [TestCase("\u202Eskoob", "\uFFFDskoob")]
    [TestCase("a\u2066b\u009bc\u0007", "a\uFFFDb\uFFFDc\uFFFD")]
    [TestCase("two\r\nlines\tand tabs", "two\r\nlines\tand tabs")]
    public void Hold_nothing_that_a_terminal_obeys(string text, string shown) => SafeText.Clean(text).Should().Be(shown);

    [Test]
    public void Fit_on_one_line_and_in_one_column() => SafeText.CleanLine("two\r\nlines\tand tabs").Should().Be("two  lines and tabs");
}

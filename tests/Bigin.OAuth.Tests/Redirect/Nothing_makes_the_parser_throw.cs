namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Nothing_makes_the_parser_throw
{
    private const int LongestQuery = 8192;

    private static readonly string[] Pieces =
    [
        "%", "&", "=", "+", "#", "?", "%zz", "%00", "%F0%9F%98%80", "%F0%9F", "%ED%A0%80", "\uD800", "\uDC00", "é", "\0", "\u202E", "code=", "state=", "error=",
        "error_description=", "location=", "accounts-server=", "access_token=", "id_token=", "access_denied", "/", ":443", "@", "%2F", "%25", "c%6Fde",
    ];

    private static readonly RedirectResponseParser Parser = Client.Parser();

    [TestCase(null)]
    [TestCase("")]
    [TestCase("?")]
    [TestCase("??")]
    [TestCase("#")]
    [TestCase("&&&")]
    [TestCase("=")]
    [TestCase("===&===")]
    [TestCase("%")]
    [TestCase("%%%%%%%%")]
    [TestCase("%=%&%=%")]
    [TestCase("+")]
    public void However_little_there_is(string? query) =>
        Parser.Parse(query, GoodRedirect.State).Should().BeOfType<RedirectRejected>().Which.Reason.Should().Be(RedirectRejection.MissingState);

    [Test]
    public void However_the_text_is_broken()
    {
        foreach (string text in new[] { "\uD800", "\uDC00", "\uDC00\uD800", "\uD800=\uD800&\uD800", "code=\uD800&code\uD800=1", "\uFFFF=\uFFFE", "\0=\0" })
        {
            Parser.Parse(text, GoodRedirect.State).Should().BeOfType<RedirectRejected>();
        }
    }

    [TestCase("", TestName = "Up_to_8192_characters_are_read(alone)")]
    [TestCase("?", TestName = "Up_to_8192_characters_are_read(behind a question mark)")]
    public void Up_to_8192_characters_are_read(string start)
    {
        string longest = GoodRedirect.Query + "&x=" + new string('x', LongestQuery - GoodRedirect.Query.Length - 3);

        Parser.Parse(start + longest, GoodRedirect.State).Should().BeOfType<AuthorizationResult>();
        Parser.Parse(start + longest + "x", GoodRedirect.State).Should().BeOfType<RedirectRejected>()
            .Which.Reason.Should().Be(RedirectRejection.MalformedQuery);
    }

    [TestCase("x", TestName = "However_long_it_is(letters)")]
    [TestCase("%", TestName = "However_long_it_is(percent signs)")]
    [TestCase("&", TestName = "However_long_it_is(ampersands)")]
    [TestCase("code=%41&", TestName = "However_long_it_is(codes)")]
    public void However_long_it_is(string piece)
    {
        string megabyte = string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length));

        foreach (string query in new[] { megabyte, GoodRedirect.Query + "&" + megabyte })
        {
            Parser.Parse(query, GoodRedirect.State).Should().BeOfType<RedirectRejected>().Which.Reason.Should().Be(RedirectRejection.MalformedQuery);
        }
    }

    [TestCase("code")]
    [TestCase("state")]
    [TestCase("error")]
    [TestCase("error_description")]
    [TestCase("location")]
    [TestCase("accounts-server")]
    [TestCase("access_token")]
    [TestCase("id_token")]
    public void Whichever_character_is_a_value(string parameter)
    {
        string before = GoodRedirect.With((parameter, null)) + $"&{parameter}=";
        int answers = 0;
        for (int character = char.MinValue; character <= char.MaxValue; character++)
        {
            answers += Answer(before + (char)character) is null ? 0 : 1;
        }

        answers.Should().Be(65_536);
    }

    [Test]
    public void Whatever_becomes_of_a_good_redirect()
    {
        var dice = new Dice(20261124);
        int grants = 0;
        for (int i = 0; i < 200_000; i++)
        {
            if (Answer(Mutate(GoodRedirect.Query, ref dice)) is AuthorizationResult granted)
            {
                grants++;
                if (!granted.IsStateVerified || !DataCenter.All.Contains(granted.DataCenter) || granted.Code.Reveal().Length is 0 or > 2048)
                {
                    Assert.Fail($"Mutation {i} was granted.");
                }
            }
        }

        grants.Should().BeInRange(1_000, 150_000, "mutations that never or always pass would test little");
    }

    [Test]
    public void Nor_parts_the_overloads()
    {
        var dice = new Dice(1);
        int compared = 0;
        for (int i = 0; i < 10_000; i++)
        {
            string query = "?" + Mutate(GoodRedirect.Query, ref dice);
            if (Uri.TryCreate("https://www.yourdomain.com/callback" + query, UriKind.Absolute, out Uri? redirect))
            {
                compared++;
                string byText = GoodRedirect.Describe(Parser.Parse(query, GoodRedirect.State));
                if (GoodRedirect.Describe(Parser.Parse(redirect, GoodRedirect.State)) != byText)
                {
                    Assert.Fail($"Mutation {i} is answered otherwise as a Uri than by {byText}.");
                }
            }
        }

        compared.Should().BeGreaterThan(5_000);
    }

    private static RedirectResponse Answer(string query)
    {
        try
        {
            return Parser.Parse(query, GoodRedirect.State);
        }
        catch (Exception exception)
        {
            throw new AssertionException($"'{Uri.EscapeDataString(query)}' made the parser throw.", exception);
        }
    }

    private static string Mutate(string query, ref Dice dice)
    {
        int changes = 1 + dice.Roll(3);
        for (int i = 0; i < changes; i++)
        {
            int start = dice.Roll(query.Length + 1);
            int removed = Math.Min(dice.Roll(4), query.Length - start);
            string added = dice.Roll(3) switch
            {
                0 => "",
                1 => Pieces[dice.Roll(Pieces.Length)],
                _ => ((char)dice.Roll(dice.Roll(2) == 0 ? 0x80 : 0x10000)).ToString(),
            };
            query = string.Concat(query.AsSpan(0, start), added, query.AsSpan(start + removed));
        }

        return query;
    }

    /// <summary>Marsaglia's xorshift: the same rolls in every run.</summary>
    private struct Dice(uint seed)
    {
        private uint _state = seed;

        internal int Roll(int sides)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return (int)(_state % (uint)sides);
        }
    }
}

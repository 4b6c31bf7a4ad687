using Bigin.OAuth.Fuzz;
using CsCheck;

namespace Bigin.OAuth.Tests.Redirect;

/// <summary>The target of the fuzzer knows what has to be true of every query; these are queries of another making than the fuzzer's.</summary>
[TestOf(typeof(RedirectResponseParser))]
public sealed class Any_query_at_all
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf("code=", "state=", "error=", "error_description=", "location=", "accounts-server=", "access_token=", "id_token=", "&", "%", "%zz", "%F0%9F", "%ED%A0%80", "c%6Fde=", "/", ":443", "?", "#"),
        Texts.Character.Select(character => character.ToString()));

    [Test]
    public void Is_answered_where_it_is_text_by_chance() => Texts.Of(Texts.Character, 0, 300).ForAll(5_000, RedirectTarget.Run, Texts.Readable);

    [Test]
    public void Is_answered_where_it_is_a_redirect_that_was_changed() =>
        (from parts in RedirectParts.All
         from edits in Gen.Select(Gen.Double.Unit, Gen.Int[0, 3], Piece).Array[1, 4]
         select edits.Aggregate(string.Join('&', parts), Edit)).ForAll(5_000, RedirectTarget.Run, Texts.Readable);

    [Test]
    public void Is_answered_where_it_is_huge() =>
        (from parts in RedirectParts.All
         from piece in Piece
         from length in Gen.Int[1, 100_000]
         select (start: string.Join('&', parts), piece, length)).ForAll(
            150,
            sample => RedirectTarget.Run(sample.start + string.Concat(Enumerable.Repeat(sample.piece, sample.length / sample.piece.Length))),
            sample => $"{sample.start}, then {sample.length} characters of {Texts.Readable(sample.piece)}");

    private static string Edit(string query, (double Place, int Removed, string Added) edit)
    {
        int start = (int)(edit.Place * (query.Length + 1));
        return string.Concat(query.AsSpan(0, start), edit.Added, query.AsSpan(Math.Min(start + edit.Removed, query.Length)));
    }
}

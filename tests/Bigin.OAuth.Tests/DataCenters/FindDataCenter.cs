namespace Bigin.OAuth.Tests.DataCenters;

[TestOf(typeof(BiginOAuthOptions))]
public sealed class FindDataCenter
{
    [TestCase("eu")]
    [TestCase("EU")]
    [TestCase("eU")]
    public void Gives_the_entry_with_the_id_in_any_case(string id) =>
        new BiginOAuthOptions().FindDataCenter(id).Should().BeSameAs(DataCenter.Europe);

    [Test]
    public void Gives_an_entry_that_was_added()
    {
        var added = ImaginaryDataCenter.Create();

        new BiginOAuthOptions { DataCenters = { added } }.FindDataCenter(ImaginaryDataCenter.Id.ToUpperInvariant()).Should().BeSameAs(added);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    [TestCase("xx")]
    [TestCase("us ")]
    [TestCase("u")]
    [TestCase("https://accounts.zoho.com")]
    public void Gives_null_where_no_entry_has_the_id(string? id) => new BiginOAuthOptions().FindDataCenter(id).Should().BeNull();

    [Test]
    public void Passes_over_a_missing_entry() =>
        new BiginOAuthOptions { DataCenters = { null! } }.FindDataCenter(null).Should().BeNull();
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.Emulator;

/// <summary>The parameters of a request, wherever they stand: Zoho takes them from the form as well as from the query.</summary>
internal sealed class RequestParameters
{
    private readonly IQueryCollection _query;
    private readonly IFormCollection _form;

    private RequestParameters(IQueryCollection query, IFormCollection form) => (_query, _form) = (query, form);

    /// <summary>Gets a parameter; an empty one counts as absent. The form comes first, and of several values the first.</summary>
    internal string? this[string name] => First(_form[name]) ?? First(_query[name]);

    internal static async Task<RequestParameters> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return new RequestParameters(request.Query, FormCollection.Empty);
        }

        try
        {
            return new RequestParameters(request.Query, await request.ReadFormAsync(request.HttpContext.RequestAborted).ConfigureAwait(false));
        }
        catch (InvalidDataException)
        {
            // A form that is none, such as multipart without its boundary, is read as little as JSON is.
            return new RequestParameters(request.Query, FormCollection.Empty);
        }
    }

    internal IEnumerable<KeyValuePair<string, StringValues>> All() => _query.Concat(_form);

    private static string? First(StringValues values) => values.FirstOrDefault(value => !string.IsNullOrEmpty(value));
}

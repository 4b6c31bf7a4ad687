using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.Emulator;

/// <summary>Represents the parameters of a request. Zoho takes them from the form and from the query.</summary>
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
            return new RequestParameters(request.Query, await request.ReadFormAsync(request.HttpContext.RequestAborted)
                .ConfigureAwait(false));
        }
        catch (InvalidDataException)
        {
            // A form that isn't valid, such as multipart without its boundary, is ignored as JSON is.
            return new RequestParameters(request.Query, FormCollection.Empty);
        }
    }

    internal IEnumerable<KeyValuePair<string, StringValues>> GetAll() => _query.Concat(_form);

    private static string? First(StringValues values) => values.FirstOrDefault(value => !string.IsNullOrEmpty(value));
}

using System.Text.Json;
using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tool.Calling;

/// <summary>Follows Bigin's paging and prints each record as one line of JSON, so that nothing but one page is in memory.</summary>
internal sealed class PageWalk(ApiCaller caller, CommandConsole console)
{
    /// <summary>Prints the records of all pages.</summary>
    /// <returns>The first response that isn't a success, for the caller to report, or null.</returns>
    internal async Task<HttpResponseMessage?> WriteAsync(string address, CancellationToken cancellationToken)
    {
        int records = 0;
        string? next = address;
        for (int page = 1; next is not null; page++)
        {
            HttpResponseMessage response = await caller.SendAsync(next, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                (int count, string? following) = await WritePageAsync(response, next, page, cancellationToken).ConfigureAwait(false);
                records += count;
                if (following is not null && (count == 0 || following == next))
                {
                    throw new CommandException(ExitCode.Failed,
                        $"Page {page} says that there are more records, and leads to no other page. What was printed isn't complete.");
                }

                next = following;
            }

            console.WriteNote($"Page {page}: {records} records");
        }

        return null;
    }

    private async Task<(int Count, string? Next)> WritePageAsync(
        HttpResponseMessage response, string address, int page, CancellationToken cancellationToken)
    {
        string text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (text.Length == 0)
        {
            return (0, null); // 204: there is no record
        }

        using JsonDocument document = Parse(text);
        JsonElement root = document.RootElement;
        JsonElement records = FindRecords(root);
        foreach (JsonElement record in records.EnumerateArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await console.Out.WriteLineAsync(JsonSerializer.Serialize(record)).ConfigureAwait(false);
        }

        return (records.GetArrayLength(), FindNext(root, address, page));
    }

    // https://www.bigin.com/developer/docs/apis/v2/get-records.html: "page_token" for what is beyond 2,000 records, "page" before.
    private static string? FindNext(JsonElement root, string address, int page)
    {
        if (!root.TryGetProperty("info", out JsonElement info) || info.ValueKind is not JsonValueKind.Object
            || !info.TryGetProperty("more_records", out JsonElement more) || more.ValueKind is not JsonValueKind.True)
        {
            return null;
        }

        return info.TryGetProperty("next_page_token", out JsonElement token) && token.GetString() is { Length: > 0 } value
            ? ApiAddress.WithParameter(address, "page_token", value, without: "page")
            : ApiAddress.WithParameter(address, "page", $"{ReadPage(info, page) + 1}", without: "page_token");
    }

    private static int ReadPage(JsonElement info, int page) =>
        info.TryGetProperty("page", out JsonElement number) && number.ValueKind is JsonValueKind.Number && number.TryGetInt32(out int value)
            ? value
            : page;

    // The records are under data, users and so on: the one array beside info.
    private static JsonElement FindRecords(JsonElement root)
    {
        if (root.ValueKind is JsonValueKind.Object)
        {
            JsonElement[] arrays =
                [.. root.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.Array).Select(member => member.Value)];
            if (arrays is [var only])
            {
                return only;
            }
        }

        throw new CommandException(ExitCode.Failed, "The response has no list of records. Leave out --page-all.");
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new CommandException(ExitCode.Failed, "The response isn't JSON. Leave out --page-all.", exception);
        }
    }
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Lists the accounts servers, as Zoho does for programs that look for the server of a user.</summary>
internal sealed class ServerInfo(AccountDirectory directory)
{
    // The literal body is not known; "result" and "locations" are what its readers look for. China is not among the others' locations.
    internal Task<EmulatorResponse> RespondAsync(HttpContext context) => Task.FromResult(
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? EmulatorResponse.Json(StatusCodes.Status200OK, new JsonObject
            {
                ["result"] = "success",
                ["locations"] = new JsonObject(directory.GetLinked(directory.GetDataCenter(context)).Select(
                    dataCenter =>
                    KeyValuePair.Create<string, JsonNode?>(dataCenter.Id, dataCenter.AccountsServer.GetLeftPart(UriPartial.Authority)))),
            })
            : TokenErrors.WrongMethod);
}

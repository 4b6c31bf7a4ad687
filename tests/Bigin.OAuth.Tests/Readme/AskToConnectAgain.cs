using Bigin.OAuth;
using Microsoft.Extensions.Logging;

namespace Invoices;

internal sealed partial class AskToConnectAgain(ILogger<AskToConnectAgain> logger) : IBiginConnectionEvents
{
    public ValueTask ConsentNeededAsync(BiginConnection connection, CancellationToken cancellationToken)
    {
        LogConsentNeeded(connection.Key, connection.Organization); // or a mail, or a note on the customer's start page
        return default;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Key} has to connect {Organization} again.")]
    private partial void LogConsentNeeded(string key, BiginOrganization? organization);
}

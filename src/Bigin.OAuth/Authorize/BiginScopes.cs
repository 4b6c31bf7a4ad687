namespace Bigin.OAuth;

/// <summary>
/// Holds every scope that Bigin documents, grouped as its documentation groups them. Any other well-formed scope may be asked for too.
/// </summary>
/// <seealso href="https://www.bigin.com/developer/docs/apis/v2/scopes.html">Bigin: Scopes</seealso>
public static partial class BiginScopes
{
    /// <summary>Scopes for the users of the organization.</summary>
    public static class Users
    {
        /// <summary>Everything on the users of the organization: <c>ZohoBigin.users.ALL</c>.</summary>
        public const string All = "ZohoBigin.users.ALL";

        /// <summary>Reading the users of the organization: <c>ZohoBigin.users.READ</c>.</summary>
        public const string Read = "ZohoBigin.users.READ";

        /// <summary>Creating the users of the organization: <c>ZohoBigin.users.CREATE</c>.</summary>
        public const string Create = "ZohoBigin.users.CREATE";

        /// <summary>Editing the users of the organization: <c>ZohoBigin.users.WRITE</c>.</summary>
        public const string Write = "ZohoBigin.users.WRITE";

        /// <summary>Updating the users of the organization: <c>ZohoBigin.users.UPDATE</c>.</summary>
        public const string Update = "ZohoBigin.users.UPDATE";

        /// <summary>Deleting the users of the organization: <c>ZohoBigin.users.DELETE</c>.</summary>
        public const string Delete = "ZohoBigin.users.DELETE";
    }

    /// <summary>Scopes for the organization.</summary>
    public static class Org
    {
        /// <summary>Everything on the organization: <c>ZohoBigin.org.ALL</c>.</summary>
        public const string All = "ZohoBigin.org.ALL";

        /// <summary>Reading the organization: <c>ZohoBigin.org.READ</c>.</summary>
        public const string Read = "ZohoBigin.org.READ";

        /// <summary>Creating the organization: <c>ZohoBigin.org.CREATE</c>.</summary>
        public const string Create = "ZohoBigin.org.CREATE";

        /// <summary>Editing the organization: <c>ZohoBigin.org.WRITE</c>.</summary>
        public const string Write = "ZohoBigin.org.WRITE";
    }

    /// <summary>Scopes for bulk jobs.</summary>
    public static class Bulk
    {
        /// <summary>Everything on bulk jobs: <c>ZohoBigin.bulk.ALL</c>.</summary>
        public const string All = "ZohoBigin.bulk.ALL";

        /// <summary>Reading bulk jobs: <c>ZohoBigin.bulk.READ</c>.</summary>
        public const string Read = "ZohoBigin.bulk.READ";

        /// <summary>Creating bulk jobs: <c>ZohoBigin.bulk.CREATE</c>.</summary>
        public const string Create = "ZohoBigin.bulk.CREATE";
    }

    /// <summary>Scopes for notifications about changed records.</summary>
    public static class Notifications
    {
        /// <summary>Everything on notifications about changed records: <c>ZohoBigin.notifications.ALL</c>.</summary>
        public const string All = "ZohoBigin.notifications.ALL";

        /// <summary>Reading notifications about changed records: <c>ZohoBigin.notifications.READ</c>.</summary>
        public const string Read = "ZohoBigin.notifications.READ";

        /// <summary>Creating notifications about changed records: <c>ZohoBigin.notifications.CREATE</c>.</summary>
        public const string Create = "ZohoBigin.notifications.CREATE";

        /// <summary>Editing notifications about changed records: <c>ZohoBigin.notifications.WRITE</c>.</summary>
        public const string Write = "ZohoBigin.notifications.WRITE";

        /// <summary>Updating notifications about changed records: <c>ZohoBigin.notifications.UPDATE</c>.</summary>
        public const string Update = "ZohoBigin.notifications.UPDATE";

        /// <summary>Deleting notifications about changed records: <c>ZohoBigin.notifications.DELETE</c>.</summary>
        public const string Delete = "ZohoBigin.notifications.DELETE";
    }

    /// <summary>Scopes for records by a COQL query; needs a scope for the queried module too.</summary>
    public static class Coql
    {
        /// <summary>Reading records by a COQL query; needs a scope for the queried module too: <c>ZohoBigin.coql.READ</c>.</summary>
        public const string Read = "ZohoBigin.coql.READ";
    }

    /// <summary>Scopes for e-mails to records.</summary>
    public static class SendMail
    {
        /// <summary>Creating e-mails to records: <c>ZohoBigin.send_mail.all.CREATE</c>.</summary>
        public const string Create = "ZohoBigin.send_mail.all.CREATE";
    }

    /// <summary>Scopes for files.</summary>
    public static class Files
    {
        /// <summary>Creating files: <c>ZohoBigin.Files.CREATE</c>.</summary>
        public const string Create = "ZohoBigin.Files.CREATE";
    }

    /// <summary>Scopes for the files that bulk writing uploads.</summary>
    /// <remarks>
    /// These files go to Zoho's content host. Clients of <see cref="BiginConnections"/> send only to the API server of the connection, so
    /// upload with an HTTP client of your own and the token of <see cref="BiginConnections.GetAccessTokenAsync"/>.
    /// </remarks>
    public static class BulkFiles
    {
        /// <summary>Everything on the files that bulk writing uploads: <c>ZohoFiles.files.ALL</c>.</summary>
        public const string All = "ZohoFiles.files.ALL";
    }

    /// <summary>Scopes for records by a search; needs a scope for the searched module too.</summary>
    public static class Search
    {
        /// <summary>Reading records by a search; needs a scope for the searched module too: <c>ZohoSearch.securesearch.READ</c>.</summary>
        public const string Read = "ZohoSearch.securesearch.READ";
    }

    /// <summary>Scopes for the profile of the user who signed in.</summary>
    public static class Profile
    {
        /// <summary>Reading the profile of the user who signed in: <c>AaaServer.profile.READ</c>.</summary>
        public const string Read = "AaaServer.profile.READ";
    }
}

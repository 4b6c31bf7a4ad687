namespace Bigin.OAuth;

public static partial class BiginScopes
{
    /// <summary>Scopes for the records of every module.</summary>
    public static partial class Modules
    {
        /// <summary>Everything on the records of every module: <c>ZohoBigin.modules.ALL</c>.</summary>
        public const string All = "ZohoBigin.modules.ALL";

        /// <summary>Scopes for contacts.</summary>
        public static class Contacts
        {
            /// <summary>Everything on contacts: <c>ZohoBigin.modules.contacts.ALL</c>.</summary>
            public const string All = "ZohoBigin.modules.contacts.ALL";

            /// <summary>Reading contacts: <c>ZohoBigin.modules.contacts.READ</c>.</summary>
            public const string Read = "ZohoBigin.modules.contacts.READ";

            /// <summary>Creating contacts: <c>ZohoBigin.modules.contacts.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.modules.contacts.CREATE";

            /// <summary>Editing contacts: <c>ZohoBigin.modules.contacts.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.modules.contacts.WRITE";

            /// <summary>Updating contacts: <c>ZohoBigin.modules.contacts.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.modules.contacts.UPDATE";

            /// <summary>Deleting contacts: <c>ZohoBigin.modules.contacts.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.modules.contacts.DELETE";
        }

        /// <summary>Scopes for companies, which the API calls accounts.</summary>
        public static class Accounts
        {
            /// <summary>Everything on companies, which the API calls accounts: <c>ZohoBigin.modules.accounts.ALL</c>.</summary>
            public const string All = "ZohoBigin.modules.accounts.ALL";

            /// <summary>Reading companies, which the API calls accounts: <c>ZohoBigin.modules.accounts.READ</c>.</summary>
            public const string Read = "ZohoBigin.modules.accounts.READ";

            /// <summary>Creating companies, which the API calls accounts: <c>ZohoBigin.modules.accounts.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.modules.accounts.CREATE";

            /// <summary>Editing companies, which the API calls accounts: <c>ZohoBigin.modules.accounts.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.modules.accounts.WRITE";

            /// <summary>Updating companies, which the API calls accounts: <c>ZohoBigin.modules.accounts.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.modules.accounts.UPDATE";

            /// <summary>Deleting companies, which the API calls accounts: <c>ZohoBigin.modules.accounts.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.modules.accounts.DELETE";
        }

        /// <summary>Scopes for pipeline records.</summary>
        public static class Pipelines
        {
            /// <summary>Everything on pipeline records: <c>ZohoBigin.modules.pipelines.ALL</c>.</summary>
            public const string All = "ZohoBigin.modules.pipelines.ALL";

            /// <summary>Reading pipeline records: <c>ZohoBigin.modules.pipelines.READ</c>.</summary>
            public const string Read = "ZohoBigin.modules.pipelines.READ";

            /// <summary>Creating pipeline records: <c>ZohoBigin.modules.pipelines.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.modules.pipelines.CREATE";

            /// <summary>Editing pipeline records: <c>ZohoBigin.modules.pipelines.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.modules.pipelines.WRITE";

            /// <summary>Updating pipeline records: <c>ZohoBigin.modules.pipelines.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.modules.pipelines.UPDATE";

            /// <summary>Deleting pipeline records: <c>ZohoBigin.modules.pipelines.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.modules.pipelines.DELETE";
        }

        /// <summary>Scopes for products.</summary>
        public static class Products
        {
            /// <summary>Everything on products: <c>ZohoBigin.modules.products.ALL</c>.</summary>
            public const string All = "ZohoBigin.modules.products.ALL";

            /// <summary>Reading products: <c>ZohoBigin.modules.products.READ</c>.</summary>
            public const string Read = "ZohoBigin.modules.products.READ";

            /// <summary>Creating products: <c>ZohoBigin.modules.products.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.modules.products.CREATE";

            /// <summary>Editing products: <c>ZohoBigin.modules.products.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.modules.products.WRITE";

            /// <summary>Updating products: <c>ZohoBigin.modules.products.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.modules.products.UPDATE";

            /// <summary>Deleting products: <c>ZohoBigin.modules.products.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.modules.products.DELETE";
        }

        /// <summary>Scopes for tasks.</summary>
        public static class Tasks
        {
            /// <summary>Everything on tasks: <c>ZohoBigin.modules.tasks.ALL</c>.</summary>
            public const string All = "ZohoBigin.modules.tasks.ALL";

            /// <summary>Reading tasks: <c>ZohoBigin.modules.tasks.READ</c>.</summary>
            public const string Read = "ZohoBigin.modules.tasks.READ";

            /// <summary>Creating tasks: <c>ZohoBigin.modules.tasks.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.modules.tasks.CREATE";

            /// <summary>Editing tasks: <c>ZohoBigin.modules.tasks.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.modules.tasks.WRITE";

            /// <summary>Updating tasks: <c>ZohoBigin.modules.tasks.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.modules.tasks.UPDATE";

            /// <summary>Deleting tasks: <c>ZohoBigin.modules.tasks.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.modules.tasks.DELETE";
        }

        /// <summary>Scopes for events.</summary>
        public static class Events
        {
            /// <summary>Everything on events: <c>ZohoBigin.modules.events.ALL</c>.</summary>
            public const string All = "ZohoBigin.modules.events.ALL";

            /// <summary>Reading events: <c>ZohoBigin.modules.events.READ</c>.</summary>
            public const string Read = "ZohoBigin.modules.events.READ";

            /// <summary>Creating events: <c>ZohoBigin.modules.events.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.modules.events.CREATE";

            /// <summary>Editing events: <c>ZohoBigin.modules.events.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.modules.events.WRITE";

            /// <summary>Updating events: <c>ZohoBigin.modules.events.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.modules.events.UPDATE";

            /// <summary>Deleting events: <c>ZohoBigin.modules.events.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.modules.events.DELETE";
        }

        /// <summary>Scopes for calls.</summary>
        public static class Calls
        {
            /// <summary>Everything on calls: <c>ZohoBigin.modules.calls.ALL</c>.</summary>
            public const string All = "ZohoBigin.modules.calls.ALL";

            /// <summary>Reading calls: <c>ZohoBigin.modules.calls.READ</c>.</summary>
            public const string Read = "ZohoBigin.modules.calls.READ";

            /// <summary>Creating calls: <c>ZohoBigin.modules.calls.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.modules.calls.CREATE";

            /// <summary>Editing calls: <c>ZohoBigin.modules.calls.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.modules.calls.WRITE";

            /// <summary>Updating calls: <c>ZohoBigin.modules.calls.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.modules.calls.UPDATE";

            /// <summary>Deleting calls: <c>ZohoBigin.modules.calls.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.modules.calls.DELETE";
        }

        /// <summary>Scopes for notes.</summary>
        public static class Notes
        {
            /// <summary>Everything on notes: <c>ZohoBigin.modules.notes.ALL</c>.</summary>
            public const string All = "ZohoBigin.modules.notes.ALL";

            /// <summary>Reading notes: <c>ZohoBigin.modules.notes.READ</c>.</summary>
            public const string Read = "ZohoBigin.modules.notes.READ";

            /// <summary>Creating notes: <c>ZohoBigin.modules.notes.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.modules.notes.CREATE";

            /// <summary>Editing notes: <c>ZohoBigin.modules.notes.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.modules.notes.WRITE";

            /// <summary>Updating notes: <c>ZohoBigin.modules.notes.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.modules.notes.UPDATE";

            /// <summary>Deleting notes: <c>ZohoBigin.modules.notes.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.modules.notes.DELETE";
        }

        /// <summary>Scopes for attachments; needs a scope for the module they belong to too.</summary>
        public static class Attachments
        {
            /// <summary>Everything on attachments; needs a scope for the module they belong to too:
            /// <c>ZohoBigin.modules.attachments.ALL</c>.</summary>
            public const string All = "ZohoBigin.modules.attachments.ALL";

            /// <summary>Reading attachments; needs a scope for the module they belong to too:
            /// <c>ZohoBigin.modules.attachments.READ</c>.</summary>
            public const string Read = "ZohoBigin.modules.attachments.READ";

            /// <summary>Creating attachments; needs a scope for the module they belong to too:
            /// <c>ZohoBigin.modules.attachments.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.modules.attachments.CREATE";

            /// <summary>Editing attachments; needs a scope for the module they belong to too:
            /// <c>ZohoBigin.modules.attachments.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.modules.attachments.WRITE";

            /// <summary>Updating attachments; needs a scope for the module they belong to too:
            /// <c>ZohoBigin.modules.attachments.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.modules.attachments.UPDATE";

            /// <summary>Deleting attachments; needs a scope for the module they belong to too:
            /// <c>ZohoBigin.modules.attachments.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.modules.attachments.DELETE";
        }

        /// <summary>Scopes for deals, the name that version 1 and bulk use for pipeline records.</summary>
        public static class Deals
        {
            /// <summary>Everything on deals, the name that version 1 and bulk use for pipeline records:
            /// <c>ZohoBigin.modules.deals.ALL</c>.</summary>
            public const string All = "ZohoBigin.modules.deals.ALL";

            /// <summary>Reading deals, the name that version 1 and bulk use for pipeline records:
            /// <c>ZohoBigin.modules.deals.READ</c>.</summary>
            public const string Read = "ZohoBigin.modules.deals.READ";

            /// <summary>Creating deals, the name that version 1 and bulk use for pipeline records:
            /// <c>ZohoBigin.modules.deals.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.modules.deals.CREATE";

            /// <summary>Editing deals, the name that version 1 and bulk use for pipeline records:
            /// <c>ZohoBigin.modules.deals.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.modules.deals.WRITE";

            /// <summary>Updating deals, the name that version 1 and bulk use for pipeline records:
            /// <c>ZohoBigin.modules.deals.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.modules.deals.UPDATE";

            /// <summary>Deleting deals, the name that version 1 and bulk use for pipeline records:
            /// <c>ZohoBigin.modules.deals.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.modules.deals.DELETE";
        }
    }
}

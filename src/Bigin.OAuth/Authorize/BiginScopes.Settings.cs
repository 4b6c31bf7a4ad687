namespace Bigin.OAuth;

public static partial class BiginScopes
{
    /// <summary>Scopes for every setting.</summary>
    public static class Settings
    {
        /// <summary>Everything on every setting: <c>ZohoBigin.settings.ALL</c>.</summary>
        public const string All = "ZohoBigin.settings.ALL";

        /// <summary>Scopes for the modules themselves.</summary>
        public static class Modules
        {
            /// <summary>Everything on the modules themselves: <c>ZohoBigin.settings.modules.ALL</c>.</summary>
            public const string All = "ZohoBigin.settings.modules.ALL";

            /// <summary>Reading the modules themselves: <c>ZohoBigin.settings.modules.READ</c>.</summary>
            public const string Read = "ZohoBigin.settings.modules.READ";
        }

        /// <summary>Scopes for roles.</summary>
        public static class Roles
        {
            /// <summary>Everything on roles: <c>ZohoBigin.settings.roles.ALL</c>.</summary>
            public const string All = "ZohoBigin.settings.roles.ALL";

            /// <summary>Reading roles: <c>ZohoBigin.settings.roles.READ</c>.</summary>
            public const string Read = "ZohoBigin.settings.roles.READ";
        }

        /// <summary>Scopes for profiles.</summary>
        public static class Profiles
        {
            /// <summary>Everything on profiles: <c>ZohoBigin.settings.profiles.ALL</c>.</summary>
            public const string All = "ZohoBigin.settings.profiles.ALL";

            /// <summary>Reading profiles: <c>ZohoBigin.settings.profiles.READ</c>.</summary>
            public const string Read = "ZohoBigin.settings.profiles.READ";
        }

        /// <summary>Scopes for fields.</summary>
        public static class Fields
        {
            /// <summary>Everything on fields: <c>ZohoBigin.settings.fields.ALL</c>.</summary>
            public const string All = "ZohoBigin.settings.fields.ALL";

            /// <summary>Reading fields: <c>ZohoBigin.settings.fields.READ</c>.</summary>
            public const string Read = "ZohoBigin.settings.fields.READ";
        }

        /// <summary>Scopes for layouts.</summary>
        public static class Layouts
        {
            /// <summary>Everything on layouts: <c>ZohoBigin.settings.layouts.ALL</c>.</summary>
            public const string All = "ZohoBigin.settings.layouts.ALL";

            /// <summary>Reading layouts: <c>ZohoBigin.settings.layouts.READ</c>.</summary>
            public const string Read = "ZohoBigin.settings.layouts.READ";
        }

        /// <summary>Scopes for related lists.</summary>
        public static class RelatedLists
        {
            /// <summary>Everything on related lists: <c>ZohoBigin.settings.related_lists.ALL</c>.</summary>
            public const string All = "ZohoBigin.settings.related_lists.ALL";

            /// <summary>Reading related lists: <c>ZohoBigin.settings.related_lists.READ</c>.</summary>
            public const string Read = "ZohoBigin.settings.related_lists.READ";
        }

        /// <summary>Scopes for custom views.</summary>
        public static class CustomViews
        {
            /// <summary>Everything on custom views: <c>ZohoBigin.settings.custom_views.ALL</c>.</summary>
            public const string All = "ZohoBigin.settings.custom_views.ALL";

            /// <summary>Reading custom views: <c>ZohoBigin.settings.custom_views.READ</c>.</summary>
            public const string Read = "ZohoBigin.settings.custom_views.READ";
        }

        /// <summary>Scopes for tags.</summary>
        public static class Tags
        {
            /// <summary>Everything on tags: <c>ZohoBigin.settings.tags.ALL</c>.</summary>
            public const string All = "ZohoBigin.settings.tags.ALL";

            /// <summary>Reading tags: <c>ZohoBigin.settings.tags.READ</c>.</summary>
            public const string Read = "ZohoBigin.settings.tags.READ";

            /// <summary>Creating tags: <c>ZohoBigin.settings.tags.CREATE</c>.</summary>
            public const string Create = "ZohoBigin.settings.tags.CREATE";

            /// <summary>Editing tags: <c>ZohoBigin.settings.tags.WRITE</c>.</summary>
            public const string Write = "ZohoBigin.settings.tags.WRITE";

            /// <summary>Updating tags: <c>ZohoBigin.settings.tags.UPDATE</c>.</summary>
            public const string Update = "ZohoBigin.settings.tags.UPDATE";

            /// <summary>Deleting tags: <c>ZohoBigin.settings.tags.DELETE</c>.</summary>
            public const string Delete = "ZohoBigin.settings.tags.DELETE";
        }

        /// <summary>Scopes for the addresses that e-mails can be sent from.</summary>
        public static class Emails
        {
            /// <summary>Reading the addresses that e-mails can be sent from: <c>ZohoBigin.settings.emails.READ</c>.</summary>
            public const string Read = "ZohoBigin.settings.emails.READ";
        }
    }
}

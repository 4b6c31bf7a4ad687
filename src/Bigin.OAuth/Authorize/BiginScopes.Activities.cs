namespace Bigin.OAuth;

public static partial class BiginScopes
{
    public static partial class Modules
    {
        /// <summary>Scopes for activities, the name that version 1 and bulk use for tasks, events and calls.</summary>
        public static class Activities
        {
            /// <summary>
            /// Everything on activities, the name that version 1 and bulk use for tasks, events and calls:
            /// <c>ZohoBigin.modules.activities.ALL</c>.
            /// </summary>
            public const string All = "ZohoBigin.modules.activities.ALL";

            /// <summary>
            /// Reading activities, the name that version 1 and bulk use for tasks, events and calls:
            /// <c>ZohoBigin.modules.activities.READ</c>.
            /// </summary>
            public const string Read = "ZohoBigin.modules.activities.READ";

            /// <summary>
            /// Creating activities, the name that version 1 and bulk use for tasks, events and calls:
            /// <c>ZohoBigin.modules.activities.CREATE</c>.
            /// </summary>
            public const string Create = "ZohoBigin.modules.activities.CREATE";

            /// <summary>
            /// Editing activities, the name that version 1 and bulk use for tasks, events and calls:
            /// <c>ZohoBigin.modules.activities.WRITE</c>.
            /// </summary>
            public const string Write = "ZohoBigin.modules.activities.WRITE";

            /// <summary>
            /// Updating activities, the name that version 1 and bulk use for tasks, events and calls:
            /// <c>ZohoBigin.modules.activities.UPDATE</c>.
            /// </summary>
            public const string Update = "ZohoBigin.modules.activities.UPDATE";

            /// <summary>
            /// Deleting activities, the name that version 1 and bulk use for tasks, events and calls:
            /// <c>ZohoBigin.modules.activities.DELETE</c>.
            /// </summary>
            public const string Delete = "ZohoBigin.modules.activities.DELETE";
        }
    }
}

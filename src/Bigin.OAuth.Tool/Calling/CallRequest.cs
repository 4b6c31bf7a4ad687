namespace Bigin.OAuth.Tool.Calling;

/// <summary>What <c>bigin call</c> was asked to send.</summary>
internal sealed record CallRequest(string Key, HttpMethod Method, string Address, byte[]? Body, TimeSpan MaxWait);

using System.Net;

namespace Harness.Mocks.Journal;

/// <summary>
/// Who a peer is: its client id where the protocol has one, else its address and credential; a peer that failed to log in is its address
/// and the endpoint it tried.
/// </summary>
internal sealed record SessionKey(IPAddress? Address, string? Credential, string? ClientId, string? Endpoint)
{
    public static SessionKey Of(IPAddress? address, string? credential, string? clientId, string endpoint) =>
        clientId is not null ? new(null, null, clientId, null)
        : credential is not null ? new(address, credential, null, null)
        : new(address, null, null, endpoint);

    /// <summary>The key in one word, for what hangs on a session outside the journal.</summary>
    public string Word => ClientId is not null ? $"client {ClientId}" : Credential is not null ? $"{Address} {Credential}" : $"{Address} at {Endpoint}";

    /// <summary>The whole server is one session: for a mock that plays for a single peer.</summary>
    public static SessionKey Everybody { get; } = new(null, null, null, null);
}

using System.Text.Json;

namespace Harness.Clients.Virtuoso.Payloads;

/// <summary>The <c>data</c> of a message. Prices are in the quote currency, amounts in the base currency.</summary>
public abstract record VirtuosoPayload
{
    private protected VirtuosoPayload()
    {
    }
}

/// <summary>The data of a channel, type or event that this version does not know.</summary>
/// <param name="Raw">As sent.</param>
public sealed record UnknownPayload(JsonElement Raw) : VirtuosoPayload;

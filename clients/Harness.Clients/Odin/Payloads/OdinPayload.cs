using System.Text.Json;

namespace Harness.Clients.Odin.Payloads;

/// <summary>The <c>data</c> of a message. Prices are in rupees.</summary>
public abstract record OdinPayload
{
    private protected OdinPayload()
    {
    }
}

/// <summary>The data of a type that this version does not know.</summary>
/// <param name="Raw">As sent; of the kind undefined where the message has none.</param>
public sealed record UnknownPayload(JsonElement Raw) : OdinPayload;

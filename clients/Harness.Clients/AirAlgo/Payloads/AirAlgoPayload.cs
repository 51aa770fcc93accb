using System.Text.Json;

namespace Harness.Clients.AirAlgo.Payloads;

/// <summary>The payload of a message. Prices are in paisa.</summary>
public abstract record AirAlgoPayload
{
    private protected AirAlgoPayload()
    {
    }
}

/// <summary>The payload of an event that this version does not know.</summary>
/// <param name="Raw">As sent.</param>
public sealed record UnknownPayload(JsonElement Raw) : AirAlgoPayload;

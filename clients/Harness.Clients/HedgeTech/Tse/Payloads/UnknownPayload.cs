using System.Text.Json;

namespace Harness.Clients.HedgeTech.Tse.Payloads;

/// <summary>The data of a channel that this version does not know.</summary>
/// <param name="Raw">As sent.</param>
public sealed record UnknownPayload(JsonElement Raw) : TsePayload;

using System.Text.Json;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>A message of the server that is a JSON object.</summary>
/// <param name="Root">The message.</param>
/// <param name="Event">Null where it is no string.</param>
/// <param name="Topic">Null where it is no string.</param>
/// <param name="Payload">Undefined where it is no object.</param>
/// <param name="Answers">The request that it answers, as far as that can be told.</param>
internal sealed record ServerMessage(JsonElement Root, string? Event, string? Topic, JsonElement Payload, AirAlgoRequest? Answers)
{
    public string? Ref => AirAlgoWords.Text(Root, "ref");

    /// <summary>Of phx_reply and order_response.</summary>
    public string? Status => AirAlgoWords.Text(Payload, "status");

    public bool IsError => Event == "phx_reply" && Status == "error";

    /// <summary>Of an error.</summary>
    public string? Reason => Payload.ValueKind == JsonValueKind.Object && Payload.TryGetProperty("response", out var response) ? AirAlgoWords.Text(response, "reason") : null;
}

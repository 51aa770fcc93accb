using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Clients.AirAlgo.Json;

/// <summary>Message Format, General Structure.</summary>
internal sealed record Frame(
    string Topic,
    string Event,
    JsonElement Payload,
    [property: JsonPropertyName("ref")] string? Reference = null)
{
    /// <summary>Error Handling: the reason of an error reply; null for anything else.</summary>
    public AirAlgoException? Error()
    {
        if (Event != "phx_reply")
            return null;
        var reply = Payload.Deserialize(AirAlgoJson.Default.ReplyPayload);
        return reply?.Status == "error" ? new AirAlgoException(reply.Response?.Reason ?? "no reason given") : null;
    }
}

/// <summary>The payload of <c>phx_reply</c>.</summary>
internal sealed record ReplyPayload(string? Status = null, ReplyResponse? Response = null);

/// <summary>Empty where all is well.</summary>
internal sealed record ReplyResponse(string? Reason = null);

/// <summary>The body of the access token endpoint.</summary>
internal sealed record TokenAnswer(string? Status = null, string? AccessToken = null, string? Reason = null);

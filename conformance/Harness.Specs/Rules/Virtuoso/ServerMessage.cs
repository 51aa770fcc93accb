using System.Text.Json;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>A server's JSON object: the data of a channel, or an event. Words that are not documented stay null.</summary>
/// <param name="Root">The object.</param>
/// <param name="Channel">The documented channel it names, or null.</param>
/// <param name="Event">The documented event it names, where it names no channel, or null.</param>
/// <param name="HasChannel">It has a member channel.</param>
/// <param name="Key">What it is data of.</param>
/// <param name="Data">The member data, or undefined.</param>
/// <param name="Answers">The request that it answers, if any.</param>
internal readonly record struct ServerMessage(
    JsonElement Root, string? Channel, string? Event, bool HasChannel, SubscriptionKey Key, JsonElement Data, VirtuosoRequest? Answers)
{
    public bool HasData => Data.ValueKind == JsonValueKind.Object;

    /// <summary>The number code of an error or close event.</summary>
    public decimal? Code => Numbers.Read(Root, "code"u8);

    /// <summary>The string message of an error or close event, or empty.</summary>
    public string Text => Root.TryGetProperty("message"u8, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";
}

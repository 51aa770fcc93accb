using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>The names that the document shows in each message, and what a message has beyond them. Parameters are free: they are echoed.</summary>
internal static class KnownFields
{
    private static readonly byte[][] Nothing = [];

    private static readonly FrozenDictionary<string, byte[][]> Events = ServerFields.Events.ToFrozenDictionary(
        entry => entry.Key,
        entry => Utf8([.. entry.Value.Select(member => member.Name), "event", .. entry.Key is "subscribed" or "unsubscribed" ? new[] { "channels", "params" } : []]));

    private static readonly FrozenDictionary<string, byte[][]> Channels =
        ServerFields.Channels.ToFrozenDictionary(entry => entry.Key, entry => Utf8([.. entry.Value.Select(member => member.Name), "channel"]));

    private static readonly FrozenDictionary<string, byte[][]> DataOf =
        ServerFields.DataOf.ToFrozenDictionary(entry => entry.Key, entry => Utf8([.. entry.Value.Select(member => member.Name)]));

    private static readonly byte[][] Fee = Utf8([.. ServerFields.Fee.Select(member => member.Name)]);

    private static readonly byte[][] Status = Utf8([.. ServerFields.ExchangeConnectionStatus.Select(member => member.Name), "timestamp"]);

    /// <summary>The first name that is not documented where it stands, as a path; null where there is none, or where the message is itself unknown.</summary>
    public static string? FindUnknown(ServerMessage message)
    {
        if (message.Event is { } name) return Events.TryGetValue(name, out var members) ? Find(message.Root, members, "") : null;
        if (message.Channel is not { } channel) return null;
        if (Find(message.Root, Channels[channel], "") is { } outside) return outside;
        if (!message.HasData) return null;
        var inside = channel switch
        {
            VirtuosoWords.SystemEvents => Is(message.Root, "event"u8, "exchange_connection_status"u8) ? Status : Nothing,
            VirtuosoWords.MarketData => Is(message.Root, "type"u8, "ticker"u8) ? DataOf[channel] : Nothing,
            _ => DataOf[channel],
        };
        if (inside.Length == 0) return null;
        if (Find(message.Data, inside, "data.") is { } unknown) return unknown;
        return channel == VirtuosoWords.Orders && message.Data.TryGetProperty("fee"u8, out var fee) && fee.ValueKind == JsonValueKind.Object ? Find(fee, Fee, "data.fee.") : null;
    }

    private static string? Find(JsonElement parent, byte[][] known, string path)
    {
        foreach (var member in parent.EnumerateObject())
        {
            if (!IsKnown(member, known)) return path + (member.Name.Length <= 40 ? member.Name : member.Name[..40] + "…");
        }

        return null;
    }

    private static bool IsKnown(JsonProperty member, byte[][] known)
    {
        foreach (var name in known)
        {
            if (member.NameEquals(name)) return true;
        }

        return false;
    }

    private static bool Is(JsonElement parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> word) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String && member.ValueEquals(word);

    private static byte[][] Utf8(string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];
}

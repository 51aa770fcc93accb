using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Messages come only for symbols and channels that the connection asked for; the channels' clause is null where nobody asks for channels.</summary>
internal sealed class SubscriptionFold(HedgeTechSession session, string symbolClause, string? channelClause) : Fold
{
    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Message is not { } message || session.Of(frame.Connection) is not { Endpoint: not null } request) return;
        findings.Applied();
        if (message.Symbol < 0 && message.Identifier.ValueKind == JsonValueKind.String && HandshakeRequest.HasValues(request.Symbols)
            && !IsAskedFor(request.Symbols, message.Identifier.GetString()!))
        {
            findings.Report(symbolClause, frame, $"The message is for a {session.SymbolWord} that was not asked for", Show(request.Symbols), Short(message.Identifier.GetString()!));
        }

        if (channelClause is null || message.Channel < 0 || !HandshakeRequest.HasValues(request.Channels)) return;
        var channel = session.Protocol.Channels[message.Channel];
        if (!IsAskedFor(request.Channels, channel))
        {
            findings.Report(channelClause, frame, "The message is of a channel that was not asked for", Show(request.Channels), channel);
        }
    }

    /// <summary>A server that takes joined values apart, or writes a symbol in another case or script variant, serves what was asked for.</summary>
    private static bool IsAskedFor(IReadOnlyList<string> asked, string value)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            if (asked[i] == value) return true;
        }

        var plain = Plain(value);
        return asked.SelectMany(candidate => candidate.Split(',', StringSplitOptions.TrimEntries)).Any(candidate => Plain(candidate) == plain);
    }

    /// <summary>Arabic and Persian keyboards write two letters differently, and some a joiner that nobody sees.</summary>
    private static string Plain(string symbol) =>
        symbol.Trim().Replace('ي', 'ی').Replace('ك', 'ک').Replace("\u200C", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string Show(IReadOnlyList<string> values) => string.Join(", ", values.Take(8).Select(Short)) + (values.Count > 8 ? ", …" : "");

    private static string Short(string value) => value.Length <= 40 ? value : value[..40] + "…";
}

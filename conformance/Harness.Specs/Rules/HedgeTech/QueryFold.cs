using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Endpoint and query parameters of a handshake: where most first attempts go wrong, so each mistake is told with the word that was meant.</summary>
internal sealed class QueryFold(HedgeTechSession session, QueryClauses clauses) : Fold
{
    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Open, From: Party.Client } || session.Of(frame.Connection) is not { } request) return;
        findings.Applied();
        if (request.Endpoint is not { } endpoint)
        {
            var paths = session.Protocol.Endpoints.Select(known => known.Path).ToList();
            var hint = NearestWord.To(request.Http.Path ?? "", paths);
            findings.Report(
                clauses.Path, frame, $"The client connected to a path that the document does not have{(hint is null ? "" : $"; did it mean {hint}?")}",
                string.Join(" or ", paths), request.Http.Path ?? "no path");
            return;
        }

        var blamed = new HashSet<string>();
        if (HandshakeRequest.ChannelsParameter(endpoint) is { } channels) JudgeChannels(frame, request, endpoint, channels, blamed, findings);
        if (HandshakeRequest.SymbolsParameter(endpoint) is { } symbols) JudgeSymbols(frame, request, endpoint, symbols, blamed, findings);
        foreach (var name in request.Http.Query.Select(pair => pair.Key).Distinct())
        {
            if (blamed.Contains(name) || endpoint.Query.Any(parameter => parameter.Name == name)) continue;
            findings.Report(
                clauses.Extra, frame, $"The query has a parameter {Short(name)}, which the document does not know", Documented(endpoint), $"the parameter {Short(name)}");
        }
    }

    private void JudgeChannels(
        FrameView frame, HandshakeRequest request, ProtocolEndpoint endpoint, string parameter, HashSet<string> blamed, FindingSink findings)
    {
        if (!HandshakeRequest.HasValues(request.Channels))
        {
            ReportMissing(clauses.ChannelsName!, frame, request, endpoint, parameter, "channel", blamed, findings);
            return;
        }

        var words = session.Protocol.Channels;
        foreach (var value in request.Channels.Distinct())
        {
            if (words.Contains(value)) continue;
            if (Pieces(value) is { Length: > 1 } pieces && Array.TrueForAll(pieces, words.Contains))
            {
                ReportJoined(clauses.ChannelsRepeated!, frame, parameter, value, pieces, findings);
                continue;
            }

            findings.Report(
                clauses.ChannelWord!, frame, $"The client asks for a channel that there is none of{NearestWord.Hint(value, words)}",
                $"one of {string.Join(", ", words)}", $"{parameter}={Short(value)}");
        }
    }

    private void JudgeSymbols(
        FrameView frame, HandshakeRequest request, ProtocolEndpoint endpoint, string parameter, HashSet<string> blamed, FindingSink findings)
    {
        var clause = endpoint.Name == session.Protocol.DefaultEndpoint.Name ? clauses.DefaultSymbols : clauses.OtherSymbols;
        if (!HandshakeRequest.HasValues(request.Symbols))
        {
            ReportMissing(clause, frame, request, endpoint, parameter, session.SymbolWord, blamed, findings);
            return;
        }

        foreach (var value in request.Symbols.Distinct())
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                findings.Report(clause, frame, $"One of the {parameter} is empty", $"a {session.SymbolWord} in each", $"{parameter}=");
            }
            else if (Pieces(value) is { Length: > 1 } pieces && LooksJoined(value, pieces))
            {
                ReportJoined(clauses.SymbolsRepeated, frame, parameter, value, pieces, findings);
            }
            else if (clauses.Encoding is { } encoding && IsGarbled(value))
            {
                findings.Report(encoding, frame, $"A value of {parameter} did not arrive as UTF-8", "a name as percent-encoded UTF-8, encoded once", $"{parameter}={Short(value)}");
            }
        }
    }

    private static void ReportMissing(
        string clause, FrameView frame, HandshakeRequest request, ProtocolEndpoint endpoint, string parameter, string what, HashSet<string> blamed, FindingSink findings)
    {
        if (request.Http.Query.Any(pair => pair.Key == parameter))
        {
            findings.Report(clause, frame, $"The parameter {parameter} is empty: no {what} is asked for", $"{parameter}=<{what}>, repeated for each", $"{parameter}=");
            return;
        }

        var meant = ParameterMeant(parameter, what, request, endpoint);
        if (meant is not null) blamed.Add(meant);
        findings.Report(
            clause, frame, meant is null ? $"The query names no {what}" : $"The query has {Short(meant)} where the document says {parameter}",
            $"{parameter}=<{what}>, repeated for each", meant is null ? $"no parameter {parameter}" : $"the parameter {Short(meant)}");
    }

    /// <summary>The parameter that most likely was meant to be this one: another endpoint's word for it, or the nearest of those the document does not know.</summary>
    private static string? ParameterMeant(string parameter, string what, HandshakeRequest request, ProtocolEndpoint endpoint)
    {
        var strange = request.Http.Query.Select(pair => pair.Key).Where(name => endpoint.Query.All(known => known.Name != name)).Distinct().ToList();
        return NearestWord.To(parameter, strange)
            ?? strange.Find(name => name.Contains(what, StringComparison.OrdinalIgnoreCase) || (name.Length > 2 && parameter.Contains(name, StringComparison.OrdinalIgnoreCase)));
    }

    private static void ReportJoined(string clause, FrameView frame, string parameter, string value, string[] pieces, FindingSink findings) => findings.Report(
        clause, frame, $"Several values are joined in one {parameter}: repeat the parameter for each",
        string.Join('&', pieces.Take(3).Select(piece => $"{parameter}={Short(piece)}")) + (pieces.Length > 3 ? "&…" : ""), $"{parameter}={Short(value)}");

    private static string[] Pieces(string value) =>
        value.Split([',', ';', '|', ' ', '[', ']', '"'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Commas join; a name may hold spaces, so other separators only join what looks like ISIN codes, or like numbers.</summary>
    private static bool LooksJoined(string value, string[] pieces) =>
        value.Contains(',', StringComparison.Ordinal)
        || Array.TrueForAll(pieces, piece => piece.All(char.IsAsciiDigit) || (piece.Length is 11 or 12 && piece.All(char.IsAsciiLetterOrDigit)));

    private static bool IsGarbled(string value)
    {
        if (value.Contains('\uFFFD', StringComparison.Ordinal)) return true;
        var percent = value.IndexOf('%', StringComparison.Ordinal);
        return percent >= 0 && percent + 2 < value.Length && char.IsAsciiHexDigit(value[percent + 1]) && char.IsAsciiHexDigit(value[percent + 2]);
    }

    private static string Documented(ProtocolEndpoint endpoint) => $"the parameters {string.Join(" and ", endpoint.Query.Select(parameter => parameter.Name))}";

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}

/// <summary>
/// The clauses of <see cref="QueryFold"/>. Those about channels are null where the document has no such parameter; the encoding's where it says nothing.
/// </summary>
/// <param name="Path">The client connects to a documented path.</param>
/// <param name="DefaultSymbols">The name of the symbols parameter on the default endpoint.</param>
/// <param name="OtherSymbols">The same on the other one.</param>
/// <param name="SymbolsRepeated">Each symbol is a parameter of its own.</param>
/// <param name="Encoding">Names are UTF-8.</param>
/// <param name="Extra">Parameters beyond the document.</param>
/// <param name="ChannelsName">The name of the channels parameter.</param>
/// <param name="ChannelsRepeated">Each channel is a parameter of its own.</param>
/// <param name="ChannelWord">Each channel is one of the listed.</param>
internal sealed record QueryClauses(
    string Path, string DefaultSymbols, string OtherSymbols, string SymbolsRepeated, string? Encoding, string Extra,
    string? ChannelsName, string? ChannelsRepeated, string? ChannelWord) : ClauseSet;

using System.Globalization;
using System.Text;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Reports;

/// <summary>A frame on one line: when, where, which way, what.</summary>
public static class FrameText
{
    public static string Of(Frame frame, int longest)
    {
        var arrow = frame.From == Party.Client ? "-->" : "<--";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{frame.T / 1000.0,10:0.0} ms  #{frame.Connection}.{frame.Index} {arrow} {frame.Kind.ToString().ToLowerInvariant()} {What(frame)}");
        return Shorten(line.TrimEnd(), longest);
    }

    /// <summary>Only what the frame carries: its text, a close's code and reason, the two lines of a request.</summary>
    public static string Content(Frame frame, int longest) => Shorten(What(frame).Trim(), longest);

    private static string What(Frame frame) => frame.Kind switch
    {
        FrameKind.Text => frame.Text,
        FrameKind.Binary or FrameKind.Ping or FrameKind.Pong => frame.Payload.Length == 0 ? "" : $"{frame.Payload.Length} bytes",
        FrameKind.Close or FrameKind.Reset => $"{frame.Code?.ToString(CultureInfo.InvariantCulture)} {frame.Reason}",
        FrameKind.Gap => $"{frame.Frames} frames are missing",
        _ => Exchange(frame.Http),
    };

    private static string Exchange(HttpExchange? http)
    {
        if (http is null) return "";
        if (http.Status is { } status) return $"{status} {http.Body}";
        var query = string.Join('&', http.Query.Select(pair => $"{pair.Key}={pair.Value}"));
        return $"{http.Method} {http.Path}{(query.Length > 0 ? "?" : "")}{query}";
    }

    private static string Shorten(string line, int longest)
    {
        var text = new StringBuilder(Math.Min(line.Length, longest) + 1);
        foreach (var rune in line.EnumerateRunes())
        {
            if (text.Length >= longest) return text.Append('…').ToString();
            text.Append(Rune.IsControl(rune) ? "·" : rune.ToString());
        }

        return text.ToString();
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;

namespace Harness.Mocks.Admin;

/// <summary>Which frames a call asks for.</summary>
internal sealed record FrameFilter(string? Session, string? Protocol, FrameKind? Kind, Party? From, int Limit)
{
    private static readonly string[] Names = ["session", "protocol", "kind", "from", "limit"];

    public static bool TryRead(AdminCall call, int defaultLimit, [NotNullWhen(true)] out FrameFilter? filter, out string error)
    {
        filter = null;
        var unknown = call.Query.Select(pair => pair.Key).FirstOrDefault(name => !Names.Contains(name));
        if (unknown is not null)
        {
            error = $"?{unknown}= is no filter here, expected {string.Join(", ", Names)}";
            return false;
        }

        if (!TryWord<FrameKind>(call, "kind", out var kind, out error) || !TryWord<Party>(call, "from", out var from, out error)) return false;
        var limit = defaultLimit;
        if (call.QueryValue("limit") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
        {
            error = $"limit is '{text}', expected a positive integer";
            return false;
        }

        filter = new FrameFilter(call.QueryValue("session"), call.QueryValue("protocol"), kind, from, limit);
        return true;
    }

    public bool Takes(JournalSession session) => (Session is null || session.Id == Session) && (Protocol is null || session.Protocol == Protocol);

    public bool Takes(Frame frame) => (Kind is null || frame.Kind == Kind) && (From is null || frame.From == From);

    private static bool TryWord<T>(AdminCall call, string name, out T? value, out string error)
        where T : struct, Enum
    {
        value = null;
        error = "";
        if (call.QueryValue(name) is not { } text) return true;
        var words = Enum.GetNames<T>().Select(word => word.ToLowerInvariant()).ToList();
        if (words.Contains(text))
        {
            value = Enum.Parse<T>(text, ignoreCase: true);
            return true;
        }

        error = $"{name} is '{text}', expected one of {string.Join(", ", words)}";
        return false;
    }
}

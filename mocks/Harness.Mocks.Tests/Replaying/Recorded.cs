using System.Text;
using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Tests.Replaying;

/// <summary>Recordings as a test writes them: <c>0.5 server text hello</c> is a frame, in seconds since the first.</summary>
internal static class Recorded
{
    private const string Header = """{"schema_version":1,"session":"s1","protocol":"virtuoso","started":"2026-03-02T06:00:00Z","suite_version":"1"}""";

    /// <summary>One session of several connections to <c>/ws</c>, each accepted at its second 0.</summary>
    public static Transcript Sockets(params string[][] connections) =>
        Session([.. connections.Select((frames, index) => (string[])[Open(index + 1), Accept, .. frames])]);

    public static Transcript Session(params string[][] connections)
    {
        var lines = new StringBuilder(Header).Append('\n');
        for (var connection = 0; connection < connections.Length; connection++)
        {
            for (var index = 0; index < connections[connection].Length; index++)
            {
                lines.Append(Line(connections[connection][index], connection + 1, index)).Append('\n');
            }
        }

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(lines.ToString()));
        var reading = TranscriptReader.Read(stream, "test");
        return reading.Transcript.ShouldNotBeNull(string.Join('\n', reading.Problems));
    }

    public static string Open(int number) => $$$"""0 client open "http":{"method":"GET","path":"/ws","query":{"n":"{{{number}}}"}}""";

    public static string Accept => """0 server open "http":{"status":101}""";

    private static string Line(string frame, int connection, int index)
    {
        var parts = frame.Split(' ', 4);
        var t = (long)(double.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) * 1_000_000);
        var rest = parts.Length < 4 ? "" : parts[3].StartsWith('"') ? "," + parts[3] : $",\"text\":{System.Text.Json.JsonSerializer.Serialize(parts[3])}";
        return $$"""{"t":{{t}},"conn":{{connection}},"i":{{index}},"from":"{{parts[1]}}","kind":"{{parts[2]}}"{{rest}}}""";
    }
}

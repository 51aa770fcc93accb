using System.Globalization;
using System.Text;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Scripting.Library;

/// <summary>A run in words, for whoever wonders why it is not what was expected.</summary>
internal static class LibraryStory
{
    private const int MostFrames = 25;

    public static string Of(LibraryRun run)
    {
        var story = new StringBuilder();
        foreach (var one in run.Tokens) story.AppendLine(CultureInfo.InvariantCulture, $"token asked {Time(one.At)} answered {Time(one.AnsweredAt)} {one.Status}");
        foreach (var socket in run.Sockets)
        {
            story.AppendLine(CultureInfo.InvariantCulture, $"socket asked {Time(socket.AskedAt)} answered {Time(socket.AnsweredAt)} {socket.Status} accept {socket.AcceptIsRight}, ended {Time(socket.EndedAt)} {socket.End}, {socket.Frames.Count} frames, {socket.Bytes} bytes");
            foreach (var frame in socket.Frames.Take(MostFrames)) story.AppendLine(CultureInfo.InvariantCulture, $"  {Show(frame)}");
        }

        foreach (var (at, connection, text) in run.Said.Take(MostFrames)) story.AppendLine(CultureInfo.InvariantCulture, $"said {Time(at)} on {connection}: {text}");
        return story.ToString();
    }

    private static string Show(SeenFrame frame) => $"{Time(frame.At)} fin {frame.Fin} rsv {frame.ReservedBits} opcode {frame.Opcode} masked {frame.Masked} {(frame.Text.Length > 120 ? frame.Text[..120] : frame.Text)}";

    private static string Time(DateTimeOffset? at) => at is { } known ? FormattableString.Invariant($"{(known - PlayedMock.Start).TotalSeconds:0.000}") : "never";
}

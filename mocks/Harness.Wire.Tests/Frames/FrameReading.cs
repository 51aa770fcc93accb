using System.Text;
using Harness.Wire.Frames;

namespace Harness.Wire.Tests.Frames;

/// <summary>Feeds bytes to a reader and writes down what it finds: "Text hello", "Close 1000 bye", "Violation ReservedBits 1002".</summary>
internal static class FrameReading
{
    /// <summary>All events in the bytes, given in pieces of the sizes that the function names.</summary>
    public static List<string> Read(WireRole role, byte[] bytes, Func<int>? pieceSize = null, int maxMessageBytes = 1 << 20)
    {
        using var reader = new FrameReader(role, maxMessageBytes);
        var events = new List<string>();
        var buffer = new List<byte>();
        for (var given = 0; given < bytes.Length;)
        {
            var piece = Math.Min(pieceSize?.Invoke() ?? bytes.Length, bytes.Length - given);
            buffer.AddRange(bytes.AsSpan(given, piece));
            given += piece;
            if (!Consume(reader, buffer, events)) break;
        }

        return events;
    }


    private static bool Consume(FrameReader reader, List<byte> buffer, List<string> events)
    {
        while (true)
        {
            // A copy of its own, as a reader unmasks in place.
            var unread = buffer.ToArray();
            var found = reader.Consume(unread, out var consumed);
            buffer.RemoveRange(0, consumed);
            switch (found.Kind)
            {
                case FrameEventKind.None:
                    return true;
                case FrameEventKind.Violation:
                    events.Add($"Violation {found.Violation!.Kind} {found.Violation.Code}");
                    return false;
                case FrameEventKind.Close:
                    events.Add($"Close {found.Close.Code} {found.Close.Reason}".TrimEnd());
                    break;
                default:
                    events.Add($"{found.Opcode} {Encoding.UTF8.GetString(found.Payload.Span)}");
                    break;
            }
        }
    }
}

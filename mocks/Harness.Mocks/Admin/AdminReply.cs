using System.Buffers;
using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Admin;

/// <summary>An answer of the admin API: JSON, unless it says otherwise.</summary>
internal sealed record AdminReply(int Status, ReadOnlyMemory<byte> Body, string ContentType = "application/json")
{
    public static AdminReply Json(Action<Utf8JsonWriter> write, int status = 200)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, FrameWriter.Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        // Whoever reads it in a terminal gets a line of his own.
        buffer.Write("\n"u8);
        return new AdminReply(status, buffer.WrittenMemory);
    }

    /// <summary>What was done, in one word.</summary>
    public static AdminReply Done(string status) => Json(json => json.WriteString("status", status));

    public static AdminReply Error(int status, string error) => Json(json => json.WriteString("error", error), status);

    public static AdminReply Error(AdminProblem problem, int status = 400) => Json(problem.Write, status);
}

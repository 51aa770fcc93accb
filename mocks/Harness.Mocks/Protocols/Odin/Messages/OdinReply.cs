using System.Text.Json;

namespace Harness.Mocks.Protocols.Odin.Messages;

/// <summary>What the server says to one client, or to all (Response Message Structure).</summary>
internal abstract class OdinReply(string type, string status)
{
    public string Type { get; } = type;

    public string Status { get; } = status;

    /// <summary>Text for people; null leaves it out.</summary>
    public virtual string? Message => null;

    public virtual bool HasData => true;

    /// <summary>Writes the members of <c>data</c>.</summary>
    public virtual void WriteData(Utf8JsonWriter json)
    {
    }
}

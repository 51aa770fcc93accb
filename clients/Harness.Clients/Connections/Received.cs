namespace Harness.Clients.Connections;

/// <summary>A whole message, text or binary. <paramref name="Content"/> is valid until the next one is received.</summary>
internal readonly record struct Received(bool IsText, ReadOnlyMemory<byte> Content);

using System.Text.Json;

namespace Harness.Mocks.Scripting.Choosing;

/// <summary>What is known of a connection, or of a request for one, before it says anything: what <c>path</c>, <c>client-id</c> and <c>connection</c> look at.</summary>
/// <param name="path">Decoded, without the query.</param>
/// <param name="clientId">Null while it is not known.</param>
/// <param name="number">Its number in its session, from 1, where that is known.</param>
internal sealed class ConnectionTraits(string path, string? clientId, int? number)
{
    private JsonElement? _path;
    private JsonElement? _clientId;
    private JsonElement? _number;

    public JsonElement Path => _path ??= JsonSerializer.SerializeToElement(path, ScriptJson.Default.String);

    /// <summary>Undefined where there is none.</summary>
    public JsonElement ClientId => _clientId ??= clientId is null ? default : JsonSerializer.SerializeToElement(clientId, ScriptJson.Default.String);

    /// <summary>Undefined where it is not known.</summary>
    public JsonElement Number => _number ??= number is { } known ? JsonSerializer.SerializeToElement(known, ScriptJson.Default.Int32) : default;

    public static ConnectionTraits Of(IScriptedConnection connection) => new(connection.Path, connection.ClientId, connection.Number);
}

namespace Harness.Clients.Contract;

/// <summary>
/// What a client under test is asked to do, from its environment: <c>HARNESS_WS</c>, <c>HARNESS_URL</c>, <c>HARNESS_PATH</c>,
/// <c>HARNESS_HTTP</c>, <c>HARNESS_USERNAME</c>, <c>HARNESS_PASSWORD</c>, <c>HARNESS_API_KEY</c>, <c>HARNESS_API_SECRET</c>,
/// <c>HARNESS_CLIENT_ID</c>,
/// <c>HARNESS_SYMBOLS</c>, <c>HARNESS_CHANNELS</c>, <c>HARNESS_EXCHANGE</c>, <c>HARNESS_ORDERS</c>. What is not set is empty.
/// </summary>
internal sealed class ContractTask(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Base address of the sockets, e.g. <c>ws://127.0.0.1:41234</c>.</summary>
    public Uri WebSocketBase => Address("HARNESS_WS", "ws", "wss");

    /// <summary>Base address of HTTP requests.</summary>
    public Uri HttpBase => Address("HARNESS_HTTP", "http", "https");

    /// <summary>Path of the endpoint, without its query; from the full address where it is not given by itself.</summary>
    public string Path => Text("HARNESS_PATH") is { Length: > 0 } path ? path
        : Uri.TryCreate(Text("HARNESS_URL"), UriKind.Absolute, out var address) ? address.AbsolutePath : "";

    public string Username => Text("HARNESS_USERNAME");

    public string Password => Text("HARNESS_PASSWORD");

    public string ApiKey => Text("HARNESS_API_KEY");

    public string ApiSecret => Text("HARNESS_API_SECRET");

    public string ClientId => Text("HARNESS_CLIENT_ID");

    public string Exchange => Text("HARNESS_EXCHANGE");

    public IReadOnlyList<string> Symbols => List("HARNESS_SYMBOLS");

    public IReadOnlyList<string> Channels => List("HARNESS_CHANNELS");

    /// <summary>A JSON array of orders in the protocol's own words; empty where there are none to place.</summary>
    public string Orders => Text("HARNESS_ORDERS");

    private string Text(string name) => environment.GetValueOrDefault(name, "");

    private string[] List(string name) => Text(name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Uri Address(string name, params ReadOnlySpan<string> schemes) =>
        Uri.TryCreate(Text(name), UriKind.Absolute, out var address) && schemes.Contains(address.Scheme)
            ? address
            : throw new ArgumentException($"{name} must be a {string.Join(" or ", schemes)} address, but was '{Text(name)}'.", name);
}

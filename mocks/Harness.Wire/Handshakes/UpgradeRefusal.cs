namespace Harness.Wire.Handshakes;

/// <summary>Why a server must not accept an upgrade request.</summary>
/// <param name="Status">400, or 426 for a version that is not spoken here (RFC 6455 §4.2.2).</param>
/// <param name="Message">What was expected and what came.</param>
/// <param name="Headers">Headers that the refusal must carry, such as <c>Sec-WebSocket-Version: 13</c>.</param>
public sealed record UpgradeRefusal(int Status, string Message, IReadOnlyList<KeyValuePair<string, string>> Headers);

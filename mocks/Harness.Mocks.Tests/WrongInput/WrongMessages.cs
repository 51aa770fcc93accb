using Harness.Wire;

namespace Harness.Mocks.Tests.WrongInput;

/// <summary>What a client may send by mistake or in malice.</summary>
/// <param name="Name">For people.</param>
/// <param name="Message">The message.</param>
/// <param name="Answer">Stands in the answer; empty where any answer will do, or where messages are ignored.</param>
internal sealed record WrongMessage(string Name, WireMessage Message, string Answer);

/// <summary>Every <see cref="WrongMessage"/> there is, in the words of a protocol.</summary>
internal static class WrongMessages
{
    private const int Limit = 1 << 20;

    /// <summary>Text that is no message of any protocol.</summary>
    private static readonly (string Name, string Text)[] Malformed =
    [
        ("empty", ""),
        ("blank", " \r\n\t"),
        ("words", "subscribe SBIN"),
        ("NUL", "\0"),
        ("NUL in a string", "{\"action\":\"pi\0ng\"}"),
        ("half an object", "{\"action\":\"ping\""),
        ("two objects", "{\"action\":\"ping\"}{\"action\":\"ping\"}"),
        ("a comma too many", "{\"action\":\"ping\",}"),
        ("single quotes", "{'action':'ping'}"),
        ("a comment", "{\"action\":\"ping\"/* now */}"),
        ("a byte order mark", "\uFEFF{\"action\":\"ping\"}"),
        ("NaN", "{\"action\":\"ping\",\"timestamp\":NaN}"),
        ("Infinity", "{\"action\":\"ping\",\"timestamp\":-Infinity}"),
        ("a leading zero", "{\"action\":\"ping\",\"timestamp\":01}"),
        ("half a surrogate pair as a value", "{\"action\":\"\\ud800\"}"),
        ("half a surrogate pair as a name", "{\"\\ud800\":1,\"action\":\"ping\",\"topic\":\"phoenix\",\"event\":\"heartbeat\"}"),
        ("half a surrogate pair where nobody looks", "{\"action\":\"ping\",\"note\":[\"\\udc00\"]}"),
        ("an array", "[{\"action\":\"ping\"}]"),
        ("null", "null"),
        ("true", "true"),
        ("a number", "42"),
        ("a wild number", "1e99999999999999999999"),
        ("a string", "\"ping\""),
        ("an empty object", "{}"),
        ("a bad escape", "{\"action\":\"\\x\"}"),
        ("10,000 arrays in each other", Nested('[', ']')),
        ("10,000 objects in each other", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000)),
        ("10,000 arrays that never end", new string('[', 10_000)),
    ];

    /// <summary>Lists of instruments that are none.</summary>
    private static readonly (string Name, string List)[] BadLists =
    [
        ("a list that is a string", "\"SBIN\""),
        ("a list that is a number", "5"),
        ("a list that is an object", "{\"0\":\"SBIN\"}"),
        ("a list of numbers", "[3045]"),
        ("a list of -0", "[-0]"),
        ("a list of 1e400", "[1e400]"),
        ("a list of 2^70", "[1180591620717411303424]"),
        ("a list with null", "[null]"),
        ("a list of lists", "[[\"SBIN\"]]"),
        ("an empty list", "[]"),
        ("a null list", "null"),
        ("a list with half a surrogate pair", "[\"22\",\"\\ud800\"]"),
    ];

    /// <summary>Instruments that do not exist; what becomes of them the protocols have different words for.</summary>
    private static readonly (string Name, string Symbol)[] Strangers =
    [
        ("a Persian name", "فولاد"),
        ("a name beyond the basic plane", "😀"),
        ("an empty name", ""),
        ("a name of 60,000 letters", new string('X', 60_000)),
        ("a name of 15,000 emoji", string.Concat(Enumerable.Repeat("😀", 15_000))),
        ("a name with NUL", "\\u0000"),
        ("a name with quotes", "\\\"}{"),
        ("a name with a line break", "\\r\\nX"),
    ];

    public static IEnumerable<WrongMessage> For(Dialect dialect)
    {
        foreach (var (name, text) in Malformed) yield return Text(name, text, dialect.Malformed);
        foreach (var (name, list) in BadLists) yield return Text(name, dialect.Subscribe(list), dialect.Ping is null ? "" : "error");
        yield return new WrongMessage("a binary message", WireMessage.Binary("{\"action\":\"ping\"}"u8), dialect.Malformed);
        yield return new WrongMessage("an empty binary message", WireMessage.Binary([]), dialect.Malformed);
        foreach (var (name, symbol) in Strangers) yield return Text(name, dialect.Subscribe($"[\"{symbol}\"]"), "");
        foreach (var (name, text, answer) in dialect.Own) yield return Text(name, text, answer);
        if (dialect.Ping is null) yield return Text("a megabyte", new string(' ', Limit), "");
        else foreach (var served in Served(dialect)) yield return served;
    }

    /// <summary>Odd, and right all the same.</summary>
    private static IEnumerable<WrongMessage> Served(Dialect dialect)
    {
        string Ping(string more) => dialect.Ping!(more);
        yield return Text("an unknown member", Ping(",\"novelty\":{\"a\":[1,2]}"), dialect.Pong);
        yield return Text("a timestamp of 1e400", Ping(",\"timestamp\":1e400"), dialect.Pong);
        yield return Text("a timestamp of 2^70", Ping(",\"timestamp\":1180591620717411303424"), dialect.Pong);
        yield return Text("a timestamp of -0", Ping(",\"timestamp\":-0"), dialect.Pong);
        yield return Text("a timestamp with an exponent of 20 digits", Ping(",\"timestamp\":1e-99999999999999999999"), dialect.Pong);
        yield return Text("a repeated key, of which the last counts", Ping(",\"action\":\"fly\"").Replace("\"fly\"", "\"ping\"", StringComparison.Ordinal), dialect.Pong);
        yield return Text("an escaped name", Ping("").Replace("\"action\"", "\"\\u0061ction\"", StringComparison.Ordinal), dialect.Pong);
        yield return Text("space around everything", $"\r\n {Ping(" , \"a\" : 1 ")} \t", dialect.Pong);
        yield return Text("a whole megabyte", Ping($",\"note\":\"{new string('x', Limit - Ping(",\"note\":\"\"").Length)}\""), dialect.Pong);
        yield return Text("an unknown action", Ping("").Replace("\"ping\"", "\"fly\"", StringComparison.Ordinal).Replace("\"heartbeat\"", "\"fly\"", StringComparison.Ordinal).Replace("phoenix", "api:demo-key", StringComparison.Ordinal), dialect.UnknownAction);
        yield return Text("an action of 500,000 letters", Ping("").Replace("ping", new string('x', 500_000), StringComparison.Ordinal).Replace("heartbeat", new string('x', 500_000), StringComparison.Ordinal).Replace("phoenix", "api:demo-key", StringComparison.Ordinal), dialect.UnknownAction);
        yield return Text("an action that is a number", Ping("").Replace("\"ping\"", "1", StringComparison.Ordinal).Replace("\"heartbeat\"", "1", StringComparison.Ordinal), dialect.Malformed);
    }

    private static WrongMessage Text(string name, string text, string answer) => new(name, WireMessage.Text(text), answer);

    private static string Nested(char open, char close) => new string(open, 10_000) + new string(close, 10_000);
}

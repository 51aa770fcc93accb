using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>What every WebSocket peer owes, whatever its protocol.</summary>
internal static class Rfc6455Rules
{
    private static readonly Sides Client = new(Party.Client);
    private static readonly Sides Server = new(Party.Server);

    public static IReadOnlyList<IRule> All { get; } =
    [
        new Rule("rfc6455.handshake.client", Party.Client, ClientHandshakeFold.Clauses, _ => new ClientHandshakeFold()),
        new Rule("rfc6455.handshake.server", Party.Server, ServerHandshakeFold.Clauses, _ => new ServerHandshakeFold()),
        .. Both("framing", FramingFold.Clauses, side => new FramingFold(side), WireDetail.Framing),
        .. Both("utf8", Utf8Fold.Clauses, side => new Utf8Fold(side), WireDetail.Framing),
        .. Both("pong", PongFold.Clauses, side => new PongFold(side), WireDetail.Ping, WireDetail.Pong),
        .. Both("close", CloseFold.Clauses, side => new CloseFold(side), WireDetail.Close),
        .. Both("close-code", CloseCodeFold.Clauses, side => new CloseCodeFold(side), WireDetail.Close),
        .. Both("reaction", ReactionFold.Clauses, side => new ReactionFold(side), WireDetail.Framing, WireDetail.Close),
        new Rule("rfc6455.hammering", Party.Client, HammeringFold.Clauses, context => new HammeringFold(context)) { Needs = [WireDetail.Close] },
    ];

    private static IEnumerable<IRule> Both(string name, Func<Sides, IReadOnlyList<string>> clauses, Func<Sides, Fold> start, params IReadOnlyList<WireDetail> needs) =>
        new[] { Client, Server }.Select(side => new Rule($"rfc6455.{name}.{side.Name}", side.Party, clauses(side), _ => start(side)) { Needs = needs });
}

using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>The closing handshake: no data after one's own close frame, and an answer to the other's. §5.5.1.</summary>
internal sealed class CloseFold(Sides side) : Fold
{
    private static readonly long Patience = Seconds.Of(10);

    private readonly string _noData = side.Of("rfc6455.close.001", "rfc6455.close.002");
    private readonly string _answers = side.Of("rfc6455.close.003", "rfc6455.close.004");
    private readonly PerConnection<Closing> _closing = new(() => new Closing());
    private readonly Waits<Connection> _waits = new();

    public static IReadOnlyList<string> Clauses(Sides side) =>
        [side.Of("rfc6455.close.001", "rfc6455.close.002"), side.Of("rfc6455.close.003", "rfc6455.close.004")];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        var connection = frame.Connection;
        switch (frame.Kind)
        {
            case FrameKind.Close when frame.From == side.Party:
                findings.Applied();
                _closing.Of(connection).HasClosed = true;
                _waits.Stop(connection);
                break;
            case FrameKind.Close when !(_closing.Find(connection)?.HasClosed ?? false) && connection.AcceptedAt is not null:
                findings.Applied();
                _closing.Of(connection).Asked = frame.Frame;
                _waits.Start(connection, frame.T + Patience, findings);
                break;
            case FrameKind.Text or FrameKind.Binary when frame.From == side.Party && _closing.Find(connection) is { HasClosed: true, Told: false } closing:
                closing.Told = true;
                findings.Report(_noData, frame, $"The {side.Name} sends data after its close frame", "nothing after a close frame", $"a {frame.Kind.ToString().ToLowerInvariant()} frame", Aspect.Close);
                break;

            // A reset with a code is a note on a broken frame: whoever wrote it down stopped reading, so no answer could be seen.
            case FrameKind.Reset when frame.From == side.Party && frame.Frame.Code is null && _waits.Stop(connection):
                Report(_closing.Of(connection), "an end without a close frame", findings);
                break;
            case FrameKind.Reset or FrameKind.Gap:
                if (_waits.Stop(connection) && frame.Kind == FrameKind.Gap) findings.Lost(_answers, frame);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings)) Report(_closing.Of(connection), $"none in {Seconds.Show(Patience)}", findings);
    }

    private void Report(Closing closing, string actual, FindingSink findings) =>
        findings.Report(_answers, closing.Asked, $"The {side.Name} does not answer a close frame", "a close frame in return", actual, Aspect.Close);

    private sealed class Closing
    {
        public bool HasClosed { get; set; }

        public bool Told { get; set; }

        public Frame? Asked { get; set; }
    }
}

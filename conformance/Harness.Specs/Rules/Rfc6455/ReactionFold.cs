using System.Text.Unicode;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>Whoever receives a broken frame ends the connection: §5.1, §5.2, §8.1.</summary>
internal sealed class ReactionFold(Sides side) : Fold
{
    private static readonly long Patience = Seconds.Of(10);

    private readonly Dictionary<Connection, (Frame Frame, string Clause)> _broken = [];
    private readonly Waits<Connection> _waits = new();

    public static IReadOnlyList<string> Clauses(Sides side) =>
    [
        side.Of("rfc6455.mask.004", "rfc6455.mask.003"), side.Of("rfc6455.frame.013", "rfc6455.frame.014"), side.Of("rfc6455.text.003", "rfc6455.text.004"),
    ];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text or FrameKind.Binary when frame.From == side.Other && frame.Connection.IsOpen && !_waits.Contains(frame.Connection):
                if (ClauseOf(frame.Frame) is not { } clause) return;
                findings.Applied();
                _broken[frame.Connection] = (frame.Frame, clause);
                _waits.Start(frame.Connection, frame.T + Patience, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                if (_broken.Remove(frame.Connection, out var broken) && _waits.Stop(frame.Connection) && frame.Kind == FrameKind.Gap) findings.Lost(broken.Clause, frame);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            if (!_broken.Remove(connection, out var broken)) continue;
            findings.Report(
                broken.Clause, broken.Frame, $"The {side.Name} goes on after a broken frame", $"the connection ended within {Seconds.Show(Patience)}", "a connection still open", Aspect.Close);
        }
    }

    private string? ClauseOf(Frame frame)
    {
        if (frame.Kind == FrameKind.Text) return Utf8.IsValid(frame.Payload.Span) ? null : side.Of("rfc6455.text.003", "rfc6455.text.004");
        return WireFaults.Of(frame) switch
        {
            WireFault.Masked when side.Party == Party.Client => "rfc6455.mask.004",
            WireFault.NotMasked when side.Party == Party.Server => "rfc6455.mask.003",
            WireFault.ReservedBits or WireFault.ReservedOpcode => side.Of("rfc6455.frame.013", "rfc6455.frame.014"),
            WireFault.InvalidUtf8 => side.Of("rfc6455.text.003", "rfc6455.text.004"),
            _ => null,
        };
    }
}

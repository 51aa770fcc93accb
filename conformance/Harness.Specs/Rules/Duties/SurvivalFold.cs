using System.Text.Unicode;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Duties;

/// <summary>
/// Unknown and malformed messages do not end a session. A client that drops the connection over one and comes back has survived it.
/// </summary>
internal sealed class SurvivalFold(TradingReader reader, SurvivalClauses clauses) : Fold
{
    /// <summary>An end within this time of an odd message is put down to it.</summary>
    private static readonly long Shock = Seconds.Of(5);

    private static readonly long Recovery = Seconds.Of(30);

    /// <summary>A client that the harness itself ends leaves at the very end of the session; that says nothing.</summary>
    private static readonly long Leaving = Seconds.Of(2);

    private readonly PerConnection<Odd> _odd = new(() => new Odd());
    private (Odd Odd, long At)? _fallen;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (reader.Oddity != Oddity.None && !IsBroken(frame.Frame) && (reader.Oddity != Oddity.Malformed || clauses.Malformed is not null))
        {
            findings.Applied();
            var odd = _odd.Of(frame.Connection);
            (odd.Frame, odd.Oddity) = (frame.Frame, reader.Oddity);
        }

        if (frame is { Kind: FrameKind.Open, From: Party.Client }) _fallen = null;
        if (!IsEndByClient(frame) || _odd.Find(frame.Connection) is not { } last || frame.T - last.Frame.T > Shock) return;
        _fallen ??= (last, frame.T);
        findings.WakeAt(frame.T + Recovery);
    }

    public override void OnTime(long now, FindingSink findings)
    {
        if (_fallen is not { } fallen) return;
        if (now < fallen.At + Recovery) findings.WakeAt(fallen.At + Recovery);
        else Report(fallen.Odd, now, findings);
    }

    public override void End(long observedUntil, FindingSink findings)
    {
        if (_fallen is { } fallen && observedUntil - fallen.At >= Leaving) Report(fallen.Odd, observedUntil, findings);
    }

    private void Report(Odd odd, long now, FindingSink findings)
    {
        _fallen = null;
        var (clause, what) = odd.Oddity switch
        {
            Oddity.UnknownField => (clauses.UnknownField, "a message with an unknown field"),
            Oddity.UnknownKind => (clauses.UnknownKind, "a message of an unknown kind"),
            _ => (clauses.Malformed!, "a malformed message"),
        };
        findings.Report(clause, odd.Frame, $"The client ended the connection after {what} and did not come back", "the session going on", $"silence until {Seconds.Show(now)}");
    }

    /// <summary>Broken frames, whose reason says how, and text that is not UTF-8 are no messages: RFC 6455 has a client end the connection on them.</summary>
    private static bool IsBroken(Frame frame) => frame.Reason is not null || (frame.Kind == FrameKind.Text && !Utf8.IsValid(frame.Payload.Span));

    private static bool IsEndByClient(FrameView frame) =>
        frame.Kind is FrameKind.Close or FrameKind.Reset && frame.From == Party.Client && ReferenceEquals(frame.Connection.End, frame.Frame);

    private sealed class Odd
    {
        public Frame Frame { get; set; } = null!;

        public Oddity Oddity { get; set; }
    }
}

/// <summary>The clauses of <see cref="SurvivalFold"/>: an unknown field; an unknown event, type or channel; a malformed message, null where it is not asked for.</summary>
internal sealed record SurvivalClauses(string UnknownField, string UnknownKind, string? Malformed) : ClauseSet;

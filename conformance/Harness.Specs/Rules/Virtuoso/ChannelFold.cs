using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Judges the values of one channel's data; what is missing or of another kind is the message rule's to tell.</summary>
internal abstract class ChannelFold(VirtuosoSession session, string channel) : Fold
{
    public override bool IgnoresGaps => true;

    protected VirtuosoSession Session => session;

    public sealed override void OnFrame(FrameView frame, FindingSink findings)
    {
        Observe(frame);
        if (session.Server is not { HasData: true } message || message.Channel != channel) return;
        findings.Applied();
        Judge(frame, message, findings);
    }

    protected abstract void Judge(FrameView frame, ServerMessage message, FindingSink findings);

    /// <summary>Sees every frame first, whatever it is.</summary>
    protected virtual void Observe(FrameView frame)
    {
    }

    protected static string Text(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";

    protected static void ExpectNotNegative(string clause, FrameView frame, JsonElement parent, string name, FindingSink findings)
    {
        if (parent.TryGetProperty(name, out var member) && Numbers.Read(member) is { } value && value < 0)
        {
            findings.Report(clause, frame, $"{name} is negative", "a number from 0", Numbers.Show(value));
        }
    }

    protected static void ExpectSide(string clause, FrameView frame, JsonElement data, string one, string other, FindingSink findings)
    {
        if (!data.TryGetProperty("side"u8, out var side) || side.ValueKind != JsonValueKind.String || side.ValueEquals(one) || side.ValueEquals(other)) return;
        findings.Report(clause, frame, "side is another word", $"{one} or {other}", JsonKinds.Show(side));
    }

    /// <summary>symbol and exchange inside data are those of the message.</summary>
    protected static void ExpectSameMarket(string clause, FrameView frame, ServerMessage message, FindingSink findings)
    {
        Expect("symbol", message.Key.Symbol);
        Expect("exchange", message.Key.Exchange);

        void Expect(string name, string outside)
        {
            if (!message.Data.TryGetProperty(name, out var inside) || inside.ValueKind != JsonValueKind.String || outside.Length == 0 || inside.ValueEquals(outside)) return;
            findings.Report(clause, frame, $"{name} inside data is not that of the message", outside, JsonKinds.Show(inside));
        }
    }

    /// <summary>Products are rounded somewhere: to a ten-thousandth of themselves they are the same.</summary>
    protected static bool AreClose(decimal one, decimal other) => Math.Abs(one - other) <= 0.00000001m + (Math.Max(Math.Abs(one), Math.Abs(other)) / 10_000);
}

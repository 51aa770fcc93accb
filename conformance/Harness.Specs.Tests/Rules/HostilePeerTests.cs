using System.Text;
using System.Text.RegularExpressions;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Rules;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Tests.Rules;

/// <summary>Whatever crosses the wire, in whatever order: a rule may find anything in it and must never break off.</summary>
public sealed partial class HostilePeerTests
{
    /// <summary>Values that are JSON and little else.</summary>
    private static readonly string[] Wild =
        ["1e99999999999999999999", "-1e-99999999999999999999", "1e400", "1180591620717411303424", "-0", "0.1e1", "\"\\ud800\"", "{\"\\udc00\":1}", "[[]]", "null"];

    public static TheoryData<string, int> Runs()
    {
        var runs = new TheoryData<string, int>();
        foreach (var register in RuleBook.Registers.Where(register => register is not ("rfc6455" or "duties")))
        {
            for (var seed = 1; seed <= 4; seed++) runs.Add(register, seed);
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Random_session_never_breaks_a_rule_and_is_judged_alike_when_recorded(string slug, int seed)
    {
        var random = new Random(seed);
        var transcript = new Transcript(new Session(slug).Transcript.Header, [.. Frames(slug, random, withoutGaps: seed % 2 == 1)]);

        var live = Judge.Run(transcript);
        var bytes = TranscriptWriter.ToBytes(transcript, redactor: null);
        var recorded = Judge.Run(TranscriptReader.Read(new MemoryStream(bytes), "a.jsonl").Transcript!);

        live.Findings.Where(finding => finding.Verdict == Verdict.HarnessError).ShouldBeEmpty();
        recorded.Findings.Select(finding => finding.ToString()).ShouldBe(live.Findings.Select(finding => finding.ToString()));
    }

    private static IEnumerable<Frame> Frames(string slug, Random random, bool withoutGaps)
    {
        var examples = ProtocolCatalog.Embedded.Find(slug)!.Frames.Where(frame => frame.Kind != DocumentedFrameKind.Url).Select(frame => Encoding.UTF8.GetBytes(frame.Text)).ToArray();
        var t = 0L;
        for (var i = 0; i < 4000; i++)
        {
            t += random.Next(4) == 0 ? random.Next(20_000_000) : random.Next(1000);
            var payload = Damage(examples[random.Next(examples.Length)], random);
            var kind = random.Next(3) == 0 ? (FrameKind)random.Next(10) : FrameKind.Text;
            // A gap stops every rule that needs all frames: half of the runs go without.
            if (kind == FrameKind.Gap && withoutGaps) kind = FrameKind.Ping;
            yield return new Frame
            {
                T = t,
                Connection = random.Next(1, 6),
                Index = i,
                From = (Party)random.Next(2),
                Kind = kind,
                Payload = kind is FrameKind.Text or FrameKind.Binary or FrameKind.Ping or FrameKind.Pong ? payload : default,
                Code = kind is FrameKind.Close && random.Next(3) > 0 ? random.Next(900, 5100) : null,
                Reason = kind is FrameKind.Close or FrameKind.Reset && random.Next(2) == 0 ? "NotMasked §5.1: token symbol ping" : null,
                Frames = kind == FrameKind.Gap ? random.Next(3) : null,
                Http = kind is FrameKind.Open or FrameKind.Http or FrameKind.Refuse ? Http(slug, payload, random) : null,
            };
        }
    }

    private static HttpExchange Http(string slug, byte[] body, Random random)
    {
        var endpoints = ProtocolCatalog.Embedded.Find(slug)!.Endpoints;
        var endpoint = endpoints[random.Next(endpoints.Count)];
        return new HttpExchange
        {
            Method = random.Next(4) == 0 ? null : "GET",
            Path = random.Next(5) == 0 ? null : endpoint.Path,
            Query = [.. endpoint.Query.Where(_ => random.Next(4) > 0).Select(parameter => KeyValuePair.Create(parameter.Name, random.Next(3) == 0 ? "" : endpoint.Symbols[0]))],
            Headers = random.Next(3) == 0 ? [] : [KeyValuePair.Create("Authorization", random.Next(2) == 0 ? "Bearer a.b.c" : HedgeTech.Tse.Token), KeyValuePair.Create("Upgrade", "x")],
            Status = random.Next(3) == 0 ? null : random.Next(100, 600),
            Body = random.Next(2) == 0 ? null : Encoding.UTF8.GetString(body),
        };
    }

    private static byte[] Damage(byte[] text, Random random)
    {
        var damaged = text.ToArray();
        switch (random.Next(5))
        {
            case 4:
                return Encoding.UTF8.GetBytes(Numbers().Replace(Encoding.UTF8.GetString(text), Wild[random.Next(Wild.Length)], count: random.Next(1, 4)));
            case 0:
                return damaged;
            case 1:
                return damaged[..random.Next(damaged.Length)];
            default:
                for (var i = random.Next(1, 4); i > 0; i--) damaged[random.Next(damaged.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"0\"{}[],:-e\\"[random.Next(11)];
                return damaged;
        }
    }

    [GeneratedRegex(@"(?<=[:\[,]\s*)-?\d+(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Numbers();
}
